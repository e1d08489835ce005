import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/contract.ts';
import { followAudio } from './audio.ts';
import { callDecided } from './call-decided.ts';
import { collectEvents } from './call-events.ts';
import { type CallRun, mayBeWritten, noOutcome, stageOf, threeMinutesAfter } from './call-run.ts';
import { oneWriterPerCaller } from './caller-lock.ts';
import { followComments } from './comments.ts';
import { frontFor } from './front-for.ts';
import { keepLedger } from './keep-ledger.ts';
import { afterRules, appendInput, contactInput, explain, settingsOfForgotten } from './logging.ts';
import type { CallOutcome, CallWorkflowInput } from './messages.ts';
import { readPolicy } from './policies.ts';
import { trackProgress } from './progress.ts';
import { stepRunner } from './step.ts';
import { followTags } from './tags.ts';
import { untilSkipped } from './until-skipped.ts';

const aircall = proxyActivities<Activities>(readPolicy);

/** Logs one Aircall call into Front: contact, conversation, agent, three minutes, voicemail. */
export async function callWorkflow(input: CallWorkflowInput): Promise<CallOutcome> {
  const outcome: CallOutcome = input.previous ?? noOutcome();
  const progress = trackProgress(input);
  const events = collectEvents(input.event);
  const ledger = keepLedger(input, { events, outcome, progress });
  const run: CallRun = {
    ...input,
    outcome,
    progress,
    events,
    ledger,
    aircall,
    step: stepRunner(progress),
    closing: [],
  };
  const closed = await untilSkipped<CallOutcome>(
    () => logCall(run),
    () => ({ ...outcome, state: 'skipped', reason: 'skipped by a person' }),
  );
  progress.close(closed);
  await Promise.all([ledger.written(), ...run.closing]);
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
  outcome.thread ??= await oneWriterPerCaller(run, call, async (step, lock) => {
    const contact = await step('contact', () =>
      front.locked.findOrCreateContact(contactInput(about, lock, mayBeWritten(call, run))),
    );
    if (contact.contact === 'own line') return null;
    const thread = await step('append', (correction, before) =>
      front.locked.appendToConversation(appendInput(about, contact, { lock, correction, before })),
    );
    const { update } = thread;
    if (update !== null) await step('assign', (_, before) => front.locked.assignAgent({ ...update, before }));
    if (decision.policy !== 'history') lock?.wrote(thread.subjectSet ? thread : null);
    explain(progress, about, { contact, thread });
    outcome.entries.push(...thread.entries);
    outcome.loggedAtSeconds = thread.loggedAtSeconds;
    isForgotten = contact.alreadyLogged;
    return await afterRules(thread, settings);
  });
  if (outcome.thread === null)
    return { ...outcome, state: 'skipped', reason: 'call between two lines of the company (internalCalls: skip)' };

  progress.enter(stage());
  const logged = { ...run, front: front.later, qualification, thread: outcome.thread, isForgotten };
  if (isForgotten) logged.settings = settingsOfForgotten(run);
  const beside = [followComments(logged), followTags(logged), followAudio('recording', logged)];
  await threeMinutesAfter(logged);
  await run.ledger.settled([...beside, followAudio('voicemail', logged)]);
  const tagsSaid = [outcome.tagsSaid, events.tagsSaid()].toSorted().at(-1) ?? '';
  return { ...outcome, state: 'done', qualification, tagsSaid };
}
