import {
  findCallback,
  listCallbacks,
  openCallbacksOf,
  readCallbackReport,
  recordCallback,
  wasReached,
} from './callbacks/callbacks.ts';
import { eraseCalls, eraseCallsBefore, erasedAmong } from './erase.ts';
import { toLedgerError } from './errors.ts';
import {
  callsOfCaller,
  callsOfNumbers,
  conversationsOf,
  findCall,
  lastConversation,
  listCalls,
  numberOfDigest,
  readChoices,
  tagsOfOtherCalls,
} from './list.ts';
import { readCoverage, readReport } from './report.ts';
import type { Database, OpenDatabase } from './schema.ts';
import { recordCall, recordListedCalls } from './write.ts';

/** All queries of the ledger. A new one needs its function and a line here. */
const queries = {
  /** Writes what is known of a call. */
  record: recordCall,
  /** Adds calls that Aircall listed. */
  recordListed: recordListedCalls,
  find: findCall,
  list: listCalls,
  /** The newest calls with any of these numbers. */
  ofNumbers: callsOfNumbers,
  /** The number of the caller whose conversation has this digest in its link. */
  numberOfDigest,
  /** Lines and agents that have calls, for filters. */
  choices: readChoices,
  coverage: readCoverage,
  report: readReport,
  /** All calls of a number. */
  ofCaller: callsOfCaller,
  lastConversation,
  tagsOfOtherCalls,
  conversationsOf,
  /** Erases the callers of calls. */
  erase: eraseCalls,
  /** Erases the callers of old calls. */
  eraseBefore: eraseCallsBefore,
  /** Which of these calls had their caller erased. */
  erasedAmong,
  /** Writes what is known of a callback. */
  recordCallback,
  /** Whether an agent has spoken with a caller since. */
  wasReached,
  /** The callbacks of a period, and all that are open. */
  callbacks: listCallbacks,
  callbackReport: readCallbackReport,
  findCallback,
  /** Those that are open for any of these numbers. */
  openCallbacksOf,
};

type Bound<Query> = Query extends (database: Database, ...args: infer Args) => infer Answer
  ? (...args: Args) => Answer
  : never;

type Queries = { [Name in keyof typeof queries]: Bound<(typeof queries)[Name]> };

/**
 * The table of calls, for reports and pages. Nothing that is written to Front waits for it.
 * Each method is documented at its function and throws LedgerUnavailable or LedgerRefused.
 */
export interface Ledger extends Queries {
  close(): Promise<void>;
}

/** @returns the ledger in an open database */
export function createLedger({ database, close }: OpenDatabase): Ledger {
  const run = forEachQuery(async (name, args) => {
    try {
      return await (queries[name] as AnyQuery)(database, ...args);
    } catch (error) {
      throw toLedgerError(error);
    }
  });
  return { ...run, close };
}

type AnyQuery = (...args: unknown[]) => Promise<unknown>;

/** @returns all queries, each answered by `answer` */
export function forEachQuery(answer: (name: keyof Queries, args: unknown[]) => Promise<unknown>): Queries {
  const names = Object.keys(queries) as Array<keyof Queries>;
  const answered = names.map((name) => [name, async (...args: unknown[]) => await answer(name, args)]);
  return Object.fromEntries(answered) as Queries;
}
