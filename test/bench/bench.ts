// npm run bench -- NAME [OPTIONS]. Ends with 0 when the goal is met, 1 when it is missed, 2 when there is no such bench.
import { runNamed } from '../support/named.ts';

await runNamed('bench', {
  answers: () => import('./answers.ts'),
  fanout: () => import('./fanout.ts'),
  growth: () => import('./growth.ts'),
  idle: () => import('./idle.ts'),
  pages: () => import('./pages.ts'),
  scale: () => import('./scale.ts'),
  tickets: () => import('./tickets.ts'),
});
