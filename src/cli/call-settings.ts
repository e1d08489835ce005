import { deriveCallerLockKey } from '../adapters/temporal/caller-lock-key.ts';
import type { Config } from '../config/config.ts';
import type { Line } from '../domain/call.ts';
import { settingsFor } from '../domain/line-routing.ts';
import type { CallSettings } from '../domain/settings.ts';

/** @returns the configuration as a call's workflow is started with it, by the call's line */
export function createCallSettings({
  preferences,
  encryptionKeys,
}: Pick<Config, 'preferences' | 'encryptionKeys'>): (line: Line) => CallSettings {
  const lockKey = deriveCallerLockKey(encryptionKeys);
  return (line) => ({ ...settingsFor(preferences, line), ...(lockKey === null ? {} : { lockKey }) });
}
