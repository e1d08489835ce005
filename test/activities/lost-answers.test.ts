import { describe, expect, it } from 'vitest';
import type { FrontSimulatorOptions } from '../../simulators/front/front-options.ts';
import type { Fault } from '../../simulators/kit/faults.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { logCall } from './log-call.ts';
import { logWholeCall } from './log-whole-call.ts';
import { seenInFront } from './seen-in-front.ts';
import { openStage, type Stage } from './stage.ts';

const ben = anAgent({ id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' });
const nowSeconds = Math.floor(Date.now() / 1000);
const comments = [
  { id: 1, content: 'Wants a refund', author: anAgent(), postedAtSeconds: nowSeconds },
  { id: 2, content: 'Call back on Friday', author: ben, postedAtSeconds: nowSeconds },
];
const answered = aCall({ recordingReady: true, comments });
const voicemail = aMissedCall({ voicemailLeft: true, voicemailReady: true });
const second = aCall({
  ...answered,
  id: 2,
  startedAtSeconds: 1_760_001_000,
  answeredAtSeconds: 1_760_001_010,
  endedAtSeconds: 1_760_001_020,
  agent: ben,
});

interface Scenario {
  name: string;
  before?: (stage: Stage) => Promise<void>;
  log: (stage: Stage) => Promise<void>;
}

async function archivedConversation(stage: Stage): Promise<void> {
  const { conversation } = await logCall(stage, aMissedCall());
  stage.front.state.archiveConversation(conversation.id);
}

const scenarios: Scenario[] = [
  { name: 'the first call of a caller', log: (stage) => logWholeCall(stage, answered) },
  { name: 'the first call, logged late', log: (stage) => logWholeCall(stage, answered, { checkExisting: true }) },
  { name: 'a voicemail of an unknown caller', log: (stage) => logWholeCall(stage, voicemail) },
  {
    name: 'the first call of a contact whom others made',
    before: async ({ front }) => {
      front.state.addContact({ name: 'Cara', handles: [{ source: 'phone', handle: '+447700900123' }] });
    },
    log: (stage) => logWholeCall(stage, answered),
  },
  {
    name: 'a later call, into an archived conversation',
    before: archivedConversation,
    log: (stage) => logWholeCall(stage, second),
  },
  {
    name: 'a later call, logged late',
    before: archivedConversation,
    log: (stage) => logWholeCall(stage, second, { checkExisting: true }),
  },
  {
    name: 'a voicemail that a rule moves with its conversation',
    before: archivedConversation,
    log: (stage) => logWholeCall(stage, { ...voicemail, id: 2 }, { moveTo: 'Voicemail' }),
  },
  {
    name: 'an anonymous call',
    log: (stage) => logWholeCall(stage, { ...voicemail, caller: { kind: 'anonymous' }, callerName: null }),
  },
];

type Loss = [what: string, fault: Omit<Fault, 'path' | 'times'>, front?: FrontSimulatorOptions];

const page = { status: 200, text: '<html>Sign in</html>', headers: { 'content-type': 'text/html' } };

const losses: Loss[] = [
  ['the answer is cut after the work', { kind: 'cut-after' }],
  ['the answer is an error after the work', { kind: 'status-after', status: 500 }],
  ['the answer is a proxy’s page after the work', { kind: 'status-after', ...page }],
  ['the answer comes too late', { kind: 'delay', delayMs: 2400 }],
  ['the request is cut before the work', { kind: 'cut-before' }],
  ['Front answers the repeated import with a conflict', { kind: 'cut-after' }, { duplicateExternalId: 'conflict' }],
];

/** Runs a scenario on a stage of its own. @returns what is then seen, and how many requests it took */
async function play({ before, log }: Scenario, prepare: (stage: Stage) => void, front: FrontSimulatorOptions = {}) {
  const stage = await openStage({ front, timeoutMs: 2000 });
  await before?.(stage);
  stage.front.journal.clear();
  prepare(stage);
  await log(stage);
  return { seen: seenInFront(stage.front), requests: stage.front.journal.entries.length };
}

describe.each(scenarios)('$name, whichever request fails', (scenario) => {
  let played: ReturnType<typeof play> | undefined;
  const undisturbed = () => (played ??= play(scenario, () => {}));

  it.each(losses)('appears in Front once when %s', async (_what, fault, options) => {
    const whole = await undisturbed();
    const places = Array.from({ length: whole.requests }, (_, index) => index + 1);
    const disturbed = await Promise.all(
      places.map((nth) => play(scenario, (stage) => stage.strike(nth, fault), options)),
    );
    for (const [index, { seen, requests }] of disturbed.entries()) {
      expect(seen, `request ${index + 1} of ${whole.requests}`).toEqual(whole.seen);
      expect(requests).toBeGreaterThan(whole.requests);
    }
  });

  it('appears in Front once when a quarter of the answers are lost', async () => {
    const whole = await undisturbed();
    const fault: Omit<Fault, 'seed'> = { path: '', kind: 'cut-after', probability: 0.25 };
    const lossy = (seed: number) => play(scenario, ({ front }) => void front.faults.add({ ...fault, seed }));
    for (const { seen } of await Promise.all([1, 2, 3, 4].map(lossy))) expect(seen).toEqual(whole.seen);
  });
});
