import { readChoices } from './choices.ts';
import { readCoverage } from './coverage.ts';
import type { OpenDatabase } from './database.ts';
import { eraseCalls, eraseCallsBefore, erasedAmong } from './erase-calls.ts';
import type { Ledger } from './ledger.ts';
import { callsOfCaller, callsOfNumbers, findCall, listCalls, numberOfDigest } from './list-calls.ts';
import { readReport } from './report.ts';
import { tellFault } from './tell-fault.ts';
import { noteSeenCalls, recordCall } from './write-calls.ts';

/** @returns the ledger in a database. Its methods throw LedgerUnavailable and LedgerRefused. */
export function createLedger({ database, close }: OpenDatabase): Ledger {
  const told = async <Result>(answer: Promise<Result>): Promise<Result> => {
    try {
      return await answer;
    } catch (error) {
      throw tellFault(error);
    }
  };
  return {
    record: (call, revision) => told(recordCall(database, call, revision)),
    noteSeen: (calls) => told(noteSeenCalls(database, calls)),
    find: (id) => told(findCall(database, id)),
    list: (filter, page) => told(listCalls(database, filter, page)),
    ofNumbers: (numbers, limit) => told(callsOfNumbers(database, numbers, limit)),
    numberOfDigest: (digest) => told(numberOfDigest(database, digest)),
    choices: () => told(readChoices(database)),
    coverage: (period, timezone) => told(readCoverage(database, period, timezone)),
    report: (filter, timezone) => told(readReport(database, filter, timezone)),
    ofCaller: (e164) => told(callsOfCaller(database, e164)),
    erase: (ids) => told(eraseCalls(database, ids)),
    eraseBefore: (startedBeforeSeconds) => told(eraseCallsBefore(database, startedBeforeSeconds)),
    erasedAmong: (ids) => told(erasedAmong(database, ids)),
    close,
  };
}
