import type { ProblemCode } from '../contract/problem.ts';

/**
 * A rule said no. Carries a code and what varies in it; the catalogue makes the sentence.
 */
export class DomainError extends Error {
  readonly code: ProblemCode;
  readonly params: Record<string, string>;

  constructor(code: ProblemCode, params: Record<string, string> = {}) {
    super(code);
    this.name = 'DomainError';
    this.code = code;
    this.params = params;
  }
}
