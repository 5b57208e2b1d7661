/** Why a PostgreSQL cannot be used; the catalogue says it in a sentence. */
export type DatabaseProblem =
  | 'unreachable'
  | 'wrong_credentials'
  | 'no_such_database'
  | 'missing_rights'
  | 'read_only'
  | 'too_many_connections'
  | 'too_old'
  | 'wrong_order'
  | 'newer_version'
  | 'half_migrated';

/** A database that the service refuses to start on. Nothing in it was changed. */
export class DatabaseRefused extends Error {
  readonly problem: DatabaseProblem;
  /** What the sentence names: an address, a role, a version. No password. */
  readonly detail: string;

  constructor(problem: DatabaseProblem, detail = '', cause?: unknown) {
    super(`${problem} ${detail}`, { cause });
    this.problem = problem;
    this.detail = detail;
  }
}
