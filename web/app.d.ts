import type { ProblemCode } from '#contract/problem.ts';

declare global {
  namespace App {
    interface Error {
      message: string;
      /** Why the service refused; `offline` when it could not be reached. */
      code?: ProblemCode | 'offline';
    }
  }
}
