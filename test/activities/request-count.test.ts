import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ledger } from '../../src/adapters/ledger/ledger.ts';
import { openTestLedger } from '../adapters/ledger/open-test-ledger.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { logWholeCall } from './log-whole-call.ts';
import { openStage, type Stage } from './stage.ts';

const comments = [{ id: 1, content: 'Wants a refund', author: anAgent(), postedAtSeconds: 1_760_000_300 }];
const answered = aCall({ recordingReady: true, comments });
const voicemail = aMissedCall({ voicemailLeft: true, voicemailReady: true });
/** French, and on a French line: the national way of writing the number is another than the international one. */
const french = {
  caller: { kind: 'number', e164: '+33186651010' },
  line: { ...answered.line, e164: '+33186651011', country: 'FR' },
} as const;

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openTestLedger();
});
afterAll(() => ledger.close());

/** The requests of a call, but for the lists that a process asks for once. */
function counted(stage: Stage): string[] {
  return stage.front.journal.entries
    .filter(({ path }) => path !== '/inboxes' && path !== '/teammates')
    .map(({ method, path }) => `${method} ${path}`);
}

it.each([
  ['a new caller', answered, 8],
  ['a new caller whose number can be written in several ways', { ...answered, ...french }, 8],
  ['a new caller who leaves a voicemail', voicemail, 8],
  ['an anonymous caller', { ...answered, caller: { kind: 'anonymous' } as const, callerName: null }, 7],
])('logs a call of %s in few requests', async (_whose, call, most) => {
  const stage = await openStage({ timeoutMs: 10_000, deps: { ledger } });
  await logWholeCall(stage, call);
  expect(counted(stage).length, counted(stage).join('\n')).toBeLessThanOrEqual(most);
});

it.each([
  [
    'answered by another agent, with recording and comment',
    { ...answered, agent: anAgent({ email: 'ben.backup@example.com' }) },
    7,
  ],
  ['answered by the same agent, with recording and comment', answered, 6],
  ['missed', aMissedCall(), 3],
  ['missed, with a voicemail', voicemail, 6],
])('logs a call of a known caller, %s, in few requests', async (_what, call, most) => {
  const stage = await openStage({ timeoutMs: 10_000 });
  await logWholeCall(stage, aCall({ id: 7 }));
  // As usual, the last that happened in Front was before the call.
  for (const conversation of stage.front.state.conversations) conversation.updatedAtMs = call.startedAtSeconds * 1000;
  stage.front.journal.clear();
  await logWholeCall(stage, { ...call, id: 8 });
  expect(counted(stage).length, counted(stage).join('\n')).toBeLessThanOrEqual(most);
});
