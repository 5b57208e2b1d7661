// npm run faults -- NAME: ill-treats what the service stands on while people use it, and counts what was lost.
import { runNamed } from '../support/named.ts';

await runNamed('faults', { postgres: () => import('./postgres.ts') });
