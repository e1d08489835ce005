export type Level = 'ok' | 'warn' | 'FAIL' | 'skipped';

/** What one check has found. Nothing in it is a secret or a caller's. */
export interface Finding {
  level: Level;
  /** What was checked. */
  check: string;
  found: string;
  /** What to do, in whole sentences; null when all is well. */
  remedy: string | null;
}

export function ok(check: string, found: string): Finding {
  return { level: 'ok', check, found, remedy: null };
}

/** It works, but not as it should, or not for long. */
export function warn(check: string, found: string, remedy: string): Finding {
  return { level: 'warn', check, found, remedy };
}

/** Calls are not logged, or not as the configuration says. */
export function fail(check: string, found: string, remedy: string): Finding {
  return { level: 'FAIL', check, found, remedy };
}

/** @param needs the check that failed, without which this one cannot be made */
export function skipped(check: string, needs: string): Finding {
  return { level: 'skipped', check, found: `needs ${needs}`, remedy: 'First put that right.' };
}
