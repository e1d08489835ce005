import { qualifications } from './qualification.ts';
import type { CallSettings } from './settings.ts';

/**
 * The settings of a line as they apply to a call of long ago: its entries and comments are written, and nothing else of
 * a conversation changes. Rules and tags are for what happens now.
 */
export function historySettings(settings: CallSettings): CallSettings {
  const policies = qualifications.map((name) => [name, settings.calls[name] === 'skip' ? 'skip' : 'history']);
  return { ...settings, calls: Object.fromEntries(policies) as CallSettings['calls'], rules: [], tags: {} };
}
