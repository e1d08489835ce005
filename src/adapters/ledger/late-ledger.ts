import type { Ledger } from './ledger.ts';
import { LedgerUnavailable } from './ledger-faults.ts';

const retryMs = 10_000;

/**
 * A ledger whose database may be away at start: it is opened as soon as it answers, and until then everything that is
 * asked throws LedgerUnavailable, with the reason. Calls are logged into Front meanwhile.
 * @param warn told of each opening that failed
 * @throws what the first opening throws, unless it is LedgerUnavailable
 */
export async function openLateLedger(open: () => Promise<Ledger>, warn: (error: Error) => void): Promise<Ledger> {
  let opened: Ledger | null = null;
  let fault = new LedgerUnavailable('The database is not open yet.');
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  async function tryOpening(): Promise<void> {
    try {
      opened = await open();
      if (closed) await opened.close();
    } catch (error) {
      if (!(error instanceof LedgerUnavailable)) throw error;
      fault = error;
      warn(error);
      if (!closed) timer = setTimeout(() => void tryOpening().catch(warn), retryMs);
    }
  }

  const now = (): Ledger => {
    if (opened === null) throw fault;
    return opened;
  };
  await tryOpening();
  return {
    record: async (call, revision) => await now().record(call, revision),
    noteSeen: async (calls) => await now().noteSeen(calls),
    find: async (id) => await now().find(id),
    list: async (filter, page) => await now().list(filter, page),
    ofNumbers: async (numbers, limit) => await now().ofNumbers(numbers, limit),
    choices: async () => await now().choices(),
    coverage: async (period, timezone) => await now().coverage(period, timezone),
    report: async (filter, timezone) => await now().report(filter, timezone),
    forget: async (number) => await now().forget(number),
    async close() {
      closed = true;
      clearTimeout(timer);
      await opened?.close();
    },
  };
}
