import type { AircallClient } from './client.ts';
import { faultOf } from './errors.ts';

/** Lines change seldom; a new one is seen within this time. */
const refreshMs = 15 * 60_000;
/** Aircall is asked again so soon after it gave no list. */
const retryMs = 60_000;
/** While Aircall gives no list, the last one is good for this long. */
const maxAgeMs = 24 * 3_600_000;

/**
 * Whether an E.164 number is one of the company's own lines. Never fails for Aircall's sake, be it away or the key
 * revoked: then the last list answers, and with none at all the number counts as a caller's. A call between two lines
 * is rarer than an outage, and calls have to be logged all the same.
 */
export function createOwnLines(aircall: Pick<AircallClient, 'listLines'>): (e164: string) => Promise<boolean> {
  let known = { numbers: new Set<string | null>(), readAtMs: Number.NEGATIVE_INFINITY };
  let askAtMs = 0;
  let asking: Promise<void> | null = null;

  async function ask(): Promise<void> {
    askAtMs = Date.now() + retryMs;
    try {
      const lines = await aircall.listLines();
      known = { numbers: new Set(lines.map(({ e164 }) => e164)), readAtMs: Date.now() };
      askAtMs = Date.now() + refreshMs;
    } catch (error) {
      if (faultOf(error) === null) throw error;
    }
  }

  return async (e164) => {
    if (asking === null && Date.now() >= askAtMs) asking = ask();
    await asking?.finally(() => {
      asking = null;
    });
    return Date.now() - known.readAtMs < maxAgeMs && known.numbers.has(e164);
  };
}
