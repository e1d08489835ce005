import { followAudio } from './call/audio.ts';
import { followComments, followTags } from './call/comments-and-tags.ts';
import { callDecided, isLoggedAfterAll } from './call/decided.ts';
import { frontFor } from './call/front.ts';
import { appendInput, contactInput, handOver, loggedRun, noteLogged, toWrite } from './call/inputs.ts';
import { type CallRun, mayBeWritten, openRun, stageOf, threeMinutesAfter } from './call/run.ts';
import { type Step, untilSkipped } from './call/step.ts';
import { type CallerLock, oneWriterPerCaller } from './caller-lock.ts';
import type { CallOutcome, CallWorkflowInput } from './messages.ts';

/** Logs one Aircall call into Front: contact, conversation, agent, three minutes, voicemail. */
export async function callWorkflow(input: CallWorkflowInput): Promise<CallOutcome> {
  const run = openRun(input);
  let closed: CallOutcome;
  do {
    closed = await untilSkipped<CallOutcome>(
      () => logCall(run),
      () => ({ ...run.outcome, state: 'skipped', reason: 'skipped by a person' }),
    );
    run.progress.close(closed);
    await Promise.all([run.ledger.written(), ...run.closing]);
  } while (isLoggedAfterAll(closed, run));
  return closed;
}

async function logCall(run: CallRun): Promise<CallOutcome> {
  const { settings, outcome, progress, events } = run;
  const { call, decision } = await callDecided(run);
  if (!decision.log) return { ...outcome, state: 'skipped', reason: decision.reason };
  const { qualification } = decision;
  const stage = () => stageOf(events.call(), outcome, settings);
  progress.qualify(qualification, call.agent?.name ?? null, stage());

  const about = { call, decision, settings };
  let isForgotten = false;
  const front = await frontFor(call, run);
  const write = async (step: Step, lock: CallerLock | null): Promise<void> => {
    const contact = await step('contact', () =>
      front.locked.findOrCreateContact(contactInput(about, lock, mayBeWritten(call, run))),
    );
    if (contact.contact === 'own line') return;
    const thread = await step('append', (correction, before) =>
      front.locked.appendToConversation(appendInput(about, contact, { lock, correction, before })),
    );
    noteLogged(run, about, { contact, thread });
    isForgotten = contact.alreadyLogged;
    const { update } = thread;
    if (update !== null) await step('assign', (_, before) => front.locked.assignAgent({ ...update, before }));
    if (decision.policy !== 'history') lock?.wrote(toWrite(thread, qualification));
    await handOver(about, { contact, thread }, step, front.locked);
  };
  // A later run of the call already has its thread.
  if (outcome.thread === null) await oneWriterPerCaller(run, call, write);
  if (outcome.thread === null)
    return { ...outcome, state: 'skipped', reason: 'call between two lines of the company (internalCalls: skip)' };

  progress.enter(stage());
  const logged = loggedRun(run, { front: front.later, qualification, thread: outcome.thread, isForgotten });
  const beside = [followComments(logged), followTags(logged), followAudio('recording', logged)];
  await threeMinutesAfter(logged);
  beside.push(followAudio('voicemail', logged));
  // What arrives until the run closes must be written, and the lock keeps it open for up to a minute.
  await Promise.all(run.closing);
  await run.ledger.settled(beside);
  const tagsSaid = [outcome.tagsSaid, events.tagsSaid()].toSorted().at(-1) ?? '';
  return { ...outcome, state: 'done', reason: null, qualification, tagsSaid };
}
