import type { FieldProblem, ProblemCode } from '../contract/problem.ts';

/**
 * A rule said no. Carries a code and what varies in it; the catalogue makes the sentence.
 */
export class DomainError extends Error {
  readonly code: ProblemCode;
  readonly params: Record<string, string>;
  /** Where in what was sent it is, if anywhere. */
  readonly fields: readonly FieldProblem[];

  constructor(
    code: ProblemCode,
    params: Record<string, string> = {},
    fields: readonly FieldProblem[] = [],
  ) {
    super(code);
    this.name = 'DomainError';
    this.code = code;
    this.params = params;
    this.fields = fields;
  }
}
