import type { Line } from './call.ts';
import type { CallSettings, Preferences } from './settings.ts';

/**
 * The configuration as it applies to the calls of one line. A line that the configuration names by its number and by
 * its Aircall id has both, the number's preferences first.
 * @param preferences the whole configuration, its line numbers in E.164
 */
export function settingsFor(preferences: Preferences, line: Line): CallSettings {
  const own = {
    ...preferences.lines[String(line.id)],
    ...(line.e164 === null ? {} : preferences.lines[line.e164]),
  };
  return {
    log: own.log ?? true,
    inbox: own.inbox ?? preferences.front.inbox,
    lineName: own.name ?? line.name,
    calls: preferences.calls,
    voicemail: preferences.voicemail,
    recordings: preferences.recordings,
    comments: preferences.comments,
    internalCalls: preferences.internalCalls,
    tags: preferences.tags,
    rules: preferences.rules,
  };
}
