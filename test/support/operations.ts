import * as agenda from '../../src/contract/agenda.ts';
import * as accounts from '../../src/contract/accounts.ts';
import * as answers from '../../src/contract/answers.ts';
import * as asks from '../../src/contract/asks.ts';
import * as checkOuts from '../../src/contract/check-outs.ts';
import * as goals from '../../src/contract/goals.ts';
import * as growth from '../../src/contract/growth.ts';
import * as groups from '../../src/contract/groups.ts';
import * as invitations from '../../src/contract/invitations.ts';
import * as journal from '../../src/contract/journal.ts';
import * as live from '../../src/contract/live.ts';
import * as meetings from '../../src/contract/meetings.ts';
import type { Operation } from '../../src/contract/operation.ts';
import * as parts from '../../src/contract/parts.ts';
import * as reports from '../../src/contract/reports.ts';
import * as results from '../../src/contract/results.ts';
import * as reviews from '../../src/contract/reviews.ts';
import * as tickets from '../../src/contract/tickets.ts';

const modules = [
  accounts,
  agenda,
  answers,
  asks,
  checkOuts,
  goals,
  growth,
  groups,
  invitations,
  journal,
  live,
  meetings,
  parts,
  reports,
  results,
  reviews,
  tickets,
];

/** Every operation of the contract, by name. */
export const operations: Record<string, Operation> = Object.fromEntries(
  modules
    .flatMap((module): unknown[] => Object.values(module))
    .filter(isOperation)
    .map((operation) => [operation.name, operation]),
);

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value;
}
