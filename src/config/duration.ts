import { z } from 'zod';
import { refuse } from './refuse.ts';

const unitMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const notDuration = 'is not a duration. Write for example 3m, 10s, 24h.';
const notDurationOrForever = 'is not a duration. Write for example 400d, or forever.';

/**
 * A duration as people write it (`200ms`, `10s`, `3m`, `24h`, `1.5h`, `7d`).
 * @param most the longest that makes sense, written likewise
 * @returns a schema whose output is whole milliseconds
 */
export function durationUpTo(most: string) {
  return z.string({ error: notDuration }).transform((written, context) => {
    const milliseconds = readDuration(written);
    if (milliseconds === null) return refuse(context, notDuration);
    if (milliseconds > (readDuration(most) ?? 0)) return refuse(context, `is too long. Write ${most} at most.`);
    return milliseconds;
  });
}

/** Likewise, with a shortest one; or the word `forever`, which gives null. */
export function durationOrForever({ least, most }: { least: string; most: string }) {
  return z.string({ error: notDurationOrForever }).transform((written, context) => {
    if (written.trim() === 'forever') return null;
    const milliseconds = readDuration(written);
    if (milliseconds === null) return refuse(context, notDurationOrForever);
    if (milliseconds > (readDuration(most) ?? 0))
      return refuse(context, `is too long. Write ${most} at most, or forever.`);
    if (milliseconds < (readDuration(least) ?? 0)) return refuse(context, `is too short. Write ${least} at least.`);
    return milliseconds;
  });
}

function readDuration(written: string): number | null {
  const [, amount, unit] = /^(\d{1,9}(?:\.\d{1,3})?) ?(ms|s|m|h|d)$/.exec(written.trim()) ?? [];
  const factor = unitMs[unit ?? ''];
  return amount === undefined || factor === undefined ? null : Math.round(Number(amount) * factor);
}
