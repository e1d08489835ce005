import { CancellationScope, isCancellation, proxyActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from '../activities/contract.ts';
import { attachAudio } from './audio.ts';
import { callDecided } from './call-decided.ts';
import { collectEvents } from './call-events.ts';
import { type CallRun, inBackground, mayBeWritten, noOutcome, threeMinutesAfter } from './call-run.ts';
import { oneWriterPerCaller } from './caller-turn.ts';
import { followComments } from './comments.ts';
import { afterRules, appendInput, contactInput, explain } from './logging.ts';
import { type CallOutcome, type CallWorkflowInput, skip } from './messages.ts';
import { readPolicy, writePolicy } from './policies.ts';
import { trackProgress } from './progress.ts';
import { stepRunner } from './step.ts';
import { followTags } from './tags.ts';

const aircall = proxyActivities<Activities>(readPolicy);
const front = proxyActivities<Activities>(writePolicy);

/** Logs one Aircall call into Front: contact, conversation, agent, three minutes, voicemail. */
export async function callWorkflow(input: CallWorkflowInput): Promise<CallOutcome> {
  const scope = new CancellationScope();
  const outcome: CallOutcome = input.previous ?? noOutcome();
  const progress = trackProgress(input);
  setHandler(skip, () => scope.cancel());
  try {
    return progress.close(await scope.run(() => logCall({ ...input, outcome, progress, front, aircall })));
  } catch (error) {
    if (!scope.consideredCancelled || !isCancellation(error)) throw error;
    return progress.close({ ...outcome, state: 'skipped', reason: 'skipped by a person' });
  }
}

async function logCall(run: CallRun): Promise<CallOutcome> {
  const { settings, outcome, progress } = run;
  const step = stepRunner(progress);
  const events = collectEvents();
  const { call, decision } = await callDecided({ ...run, step, events });
  if (!decision.log) return { ...outcome, state: 'skipped', reason: decision.reason };
  progress.qualify(decision.qualification, call.agent?.name ?? null, outcome.thread === null ? 'logging' : 'media');

  outcome.thread ??= await oneWriterPerCaller(call, progress, async (turn) => {
    const contact = await step(
      'contact',
      () => turn.run((mine) => front.findOrCreateContact(contactInput(call, settings, mine))),
      turn,
    );
    if (contact.contact === 'own line') return null;
    const about = { call, decision, contact, settings, lookFirst: mayBeWritten(call, run) };
    const thread = await step(
      'append',
      (correction) => turn.run((mine) => front.appendToConversation(appendInput({ ...about, correction }, mine))),
      turn,
    );
    const { conversationId, settle: change } = thread;
    const previous = { assigneeId: contact.conversation?.assigneeId ?? null, inboxId: thread.inboxId };
    if (change) await step('assign', () => front.assignAgent({ conversationId, change, previous }), turn);
    explain(progress, about, thread);
    outcome.entries.push(...thread.entries);
    return await afterRules(thread, settings);
  });
  if (outcome.thread === null)
    return { ...outcome, state: 'skipped', reason: 'call between two lines of the company (internalCalls: skip)' };

  progress.enter('media');
  const logged = { ...run, step, events, qualification: decision.qualification, thread: outcome.thread };
  const comments = followComments(logged);
  const tags = followTags(logged);
  const recording = inBackground(attachAudio('recording', logged));
  await threeMinutesAfter(logged);
  await attachAudio('voicemail', logged);
  await recording;
  await Promise.all([comments.caughtUp(), tags.caughtUp()]);
  return { ...outcome, state: 'done', qualification: decision.qualification, saidAtSeconds: events.saidAtSeconds() };
}
