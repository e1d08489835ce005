import type { Ledger } from './ledger.ts';
import { LedgerUnavailable } from './ledger-faults.ts';

const retryMs = 10_000;

export interface LateLedger extends Ledger {
  /** Resolves when the database was opened, or could not be. */
  firstTry: Promise<void>;
}

/**
 * A ledger whose database may be away at start, or slow to open: nobody waits for it. It is opened as soon as it can be,
 * and until then everything that is asked throws LedgerUnavailable, with the reason. Calls are logged into Front meanwhile.
 * @param warn told of each opening that failed
 */
export function openLateLedger(open: () => Promise<Ledger>, warn: (error: unknown) => void): LateLedger {
  let opened: Ledger | null = null;
  let fault = new LedgerUnavailable('The database is not open yet.');
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  async function tryOpening(): Promise<void> {
    try {
      const ledger = await open();
      if (closed) await ledger.close();
      else opened = ledger;
    } catch (error) {
      fault = new LedgerUnavailable(error instanceof Error ? error.message : String(error));
      warn(error);
      if (!closed) timer = setTimeout(() => void tryOpening(), retryMs);
    }
  }

  const now = (): Ledger => {
    if (opened === null) throw fault;
    return opened;
  };
  const firstTry = tryOpening();
  return {
    firstTry,
    record: async (call, revision) => await now().record(call, revision),
    noteSeen: async (calls) => await now().noteSeen(calls),
    find: async (id) => await now().find(id),
    list: async (filter, page) => await now().list(filter, page),
    ofNumbers: async (numbers, limit) => await now().ofNumbers(numbers, limit),
    numberOfDigest: async (digest) => await now().numberOfDigest(digest),
    choices: async () => await now().choices(),
    coverage: async (period, timezone) => await now().coverage(period, timezone),
    report: async (filter, timezone) => await now().report(filter, timezone),
    ofCaller: async (e164) => await now().ofCaller(e164),
    erase: async (ids) => await now().erase(ids),
    eraseBefore: async (startedBeforeSeconds) => await now().eraseBefore(startedBeforeSeconds),
    erasedAmong: async (ids) => await now().erasedAmong(ids),
    async close() {
      closed = true;
      clearTimeout(timer);
      // One that is still being opened closes by itself: a database that stalls keeps nothing from ending.
      await opened?.close();
    },
  };
}
