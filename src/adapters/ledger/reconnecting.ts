import { LedgerUnavailable } from './errors.ts';
import { forEachQuery, type Ledger } from './ledger.ts';

const retryMs = 10_000;

export interface ReconnectingLedger extends Ledger {
  /** Resolves when the first attempt to open the database has ended, whether it succeeded or not. */
  firstTry: Promise<void>;
}

/**
 * A ledger that opens its database in the background and retries until it can. Until then every query throws
 * LedgerUnavailable with the reason. Calls are logged into Front meanwhile.
 * @param warn called with the error of each failed attempt
 */
export function openReconnectingLedger(
  open: () => Promise<Ledger>,
  warn: (error: unknown) => void,
): ReconnectingLedger {
  let opened: Ledger | null = null;
  let reason = new LedgerUnavailable('The database is not open yet.');
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  async function tryOpening(): Promise<void> {
    try {
      const ledger = await open();
      if (closed) await ledger.close();
      else opened = ledger;
    } catch (error) {
      reason = new LedgerUnavailable(error instanceof Error ? error.message : String(error));
      warn(error);
      if (!closed) timer = setTimeout(() => void tryOpening(), retryMs);
    }
  }

  const firstTry = tryOpening();
  return {
    firstTry,
    ...forEachQuery(async (name, args) => {
      if (opened === null) throw reason;
      const query = opened[name] as (...given: unknown[]) => Promise<unknown>;
      return await query(...args);
    }),
    async close() {
      closed = true;
      clearTimeout(timer);
      // A database that is still being opened closes once it is open: a stalled one must not delay the shutdown.
      await opened?.close();
    },
  };
}
