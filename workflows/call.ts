import { CancellationScope, isCancellation, proxyActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from '../activities/contract.ts';
import { attachAudio } from './audio.ts';
import { callDecided } from './call-decided.ts';
import { collectEvents } from './call-events.ts';
import { type CallRun, inBackground, mayBeWritten, noOutcome, threeMinutesAfter, toThread } from './call-run.ts';
import { oneWriterPerCaller } from './caller-lock.ts';
import { followComments } from './comments.ts';
import { type CallOutcome, type CallWorkflowInput, skip } from './messages.ts';
import { readPolicy, writePolicy } from './policies.ts';
import { trackProgress } from './progress.ts';
import { stepRunner } from './step.ts';

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
  const { callId, settings, outcome, progress } = run;
  const step = stepRunner(progress);
  const events = collectEvents();
  const { call, decision } = await callDecided({ ...run, step, events });
  if (!decision.log) return { ...outcome, state: 'skipped', reason: decision.reason };
  const { qualification, policy } = decision;
  progress.qualify(qualification, call.agent?.name ?? null, outcome.thread === null ? 'logging' : 'media');

  outcome.thread ??= await oneWriterPerCaller(call, async (turn) => {
    const { caller, callerName } = call;
    const contact = await step(
      'contact',
      () => front.findOrCreateContact({ callId, caller, callerName, turn: turn.now() }),
      turn,
    );
    const { inbox, lineName, recordings } = settings;
    const lookFirst = mayBeWritten(call, run);
    const about = { call, qualification, policy, inbox, lineName, recordings, contact, lookFirst };
    const thread = await step(
      'append',
      (correction) => front.appendToConversation({ ...about, ...correction, turn: turn.now() }),
      turn,
    );
    const { conversationId, settle } = thread;
    const previousAssigneeId = contact.conversation?.assigneeId ?? null;
    if (settle)
      await step('assign', () => front.assignAgent({ conversationId, change: settle, previousAssigneeId }), turn);
    outcome.entries.push(...thread.entries);
    return toThread(thread);
  });

  progress.enter('media');
  const logged = { ...run, step, events, qualification, thread: outcome.thread };
  const comments = followComments(logged);
  const recording = inBackground(attachAudio('recording', logged));
  await threeMinutesAfter(logged);
  await attachAudio('voicemail', logged);
  await recording;
  await comments.caughtUp();
  return { ...outcome, state: 'done', qualification };
}
