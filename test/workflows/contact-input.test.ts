import { expect, it } from 'vitest';
import { type Rule, settingsFor } from '../../src/domain/settings.ts';
import { contactInput } from '../../workflows/logging.ts';
import { aCall } from '../fixtures/a-call.ts';
import { preferencesWith } from '../fixtures/preferences-with.ts';

const moves: Rule = { on: 'voicemail', moveTo: 'Voicemail', moveBackOnArchive: true };
const tags: Rule = { on: 'comment', contains: 'Test', tag: 'Test', untagOnArchive: true };

it.each([
  ['may do without the turn', [], 'open', false],
  ['takes the turn first when a backfill imports it', [], 'history', true],
  ['takes the turn first where a rule moves conversations', [moves], 'open', true],
  ['may do without the turn where a rule tags conversations', [tags], 'open', false],
] as const)('a call %s', (_which, rules, policy, first) => {
  const call = aCall();
  const settings = settingsFor(preferencesWith({ rules: [...rules] }), call.line);
  const decision = { log: true, qualification: 'inbound-answered', policy } as const;
  expect(contactInput(call, decision, settings, null)).toMatchObject({ turnFirst: first, assignTo: call.agent });
  expect(contactInput(call, { ...decision, qualification: 'missed' }, settings, null).assignTo).toBeNull();
});
