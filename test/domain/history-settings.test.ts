import { expect, it } from 'vitest';
import { readPreferences } from '../../src/config/preferences.ts';
import { historySettings, settingsFor } from '../../src/domain/settings.ts';

it('history settings keep whether and how a line is logged, without rules, tags or conversation changes', () => {
  const yaml = 'calls: { missed: skip, voicemail: archived }\ntags: { A: b }\nrules: [{ on: voicemail, moveTo: V }]\n';
  const { preferences } = readPreferences(yaml, 'test');
  if (preferences === null) throw new Error('the test gave a wrong configuration');
  const line = { id: 1, name: 'Support', e164: null, country: null, records: null };
  const settings = settingsFor(preferences, line);
  const { calls, ...rest } = historySettings(settings);
  expect(rest).toEqual({ ...settings, calls: undefined, tags: {}, rules: [] });
  expect(calls).toEqual({
    'inbound-answered': 'history',
    'outbound-answered': 'history',
    'outbound-unanswered': 'history',
    voicemail: 'history',
    'ivr-abandoned': 'history',
    'out-of-hours': 'history',
    missed: 'skip',
  });
});
