type Level = 'ok' | 'warn' | 'FAIL' | 'skipped';

/** The result of one check. It holds no secret and nothing about a caller. */
export interface Finding {
  level: Level;
  /** What was checked. */
  check: string;
  found: string;
  /** Whole sentences; null when all is well. */
  remedy: string | null;
}

export function ok(check: string, found: string): Finding {
  return { level: 'ok', check, found, remedy: null };
}

/** It works, but not as it should or not for long. */
export function warn(check: string, found: string, remedy: string): Finding {
  return { level: 'warn', check, found, remedy };
}

/** Calls are not logged, or not as configured. */
export function fail(check: string, found: string, remedy: string): Finding {
  return { level: 'FAIL', check, found, remedy };
}

/** @param needs the failed check that this one depends on */
export function skipped(check: string, needs: string): Finding {
  return { level: 'skipped', check, found: `needs ${needs}`, remedy: 'Fix that first.' };
}
