import type { Call } from './call.ts';
import { callEventNames } from './call-event.ts';
import { settingsFor } from './line-routing.ts';
import type { Preferences } from './settings.ts';

const names: ReadonlySet<string> = new Set(callEventNames);

/**
 * Whether an event starts or moves a workflow. Asked twice of a webhook: by its name, before its data is looked into,
 * and with the call, when the line is known.
 */
export function isOfInterest(event: { name: string; call?: Pick<Call, 'line'> }, preferences: Preferences): boolean {
  if (!names.has(event.name)) return false;
  if (event.name === 'call.commented' && preferences.comments === 'off') return false;
  const ofTags = event.name === 'call.tagged' || event.name === 'call.untagged';
  if (ofTags && Object.keys(preferences.tags).length === 0) return false;
  return event.call === undefined || settingsFor(preferences, event.call.line).log;
}
