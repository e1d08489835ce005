import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/contract.ts';
import { historySettings } from '../src/domain/settings.ts';
import { followAudio } from './audio.ts';
import { callDecided } from './call-decided.ts';
import { collectEvents } from './call-events.ts';
import { type CallRun, mayBeWritten, noOutcome, stageOf, threeMinutesAfter } from './call-run.ts';
import { oneWriterPerCaller } from './caller-turn.ts';
import { followComments } from './comments.ts';
import { frontFor } from './front-for.ts';
import { keepLedger } from './keep-ledger.ts';
import { afterRules, appendInput, contactInput, explain, settleInput } from './logging.ts';
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
  const closed = await untilSkipped<CallOutcome>(
    () => logCall({ ...input, outcome, progress, events, ledger, aircall }),
    () => ({ ...outcome, state: 'skipped', reason: 'skipped by a person' }),
  );
  progress.close(closed);
  await ledger.written();
  return closed;
}

async function logCall(run: CallRun): Promise<CallOutcome> {
  const { settings, outcome, progress, events } = run;
  const step = stepRunner(progress);
  const { call, decision } = await callDecided({ ...run, step });
  if (!decision.log) return { ...outcome, state: 'skipped', reason: decision.reason };
  const front = frontFor(call, run);
  const stage = () => stageOf(events.call(), outcome, settings);
  progress.qualify(decision.qualification, call.agent?.name ?? null, stage());

  let forgotten = false;
  outcome.thread ??= await oneWriterPerCaller(call, run, async (turn) => {
    const contact = await step(
      'contact',
      () => turn.run((mine) => front.findOrCreateContact(contactInput(call, decision, settings, mine))),
      turn,
    );
    if (contact.contact === 'own line') return null;
    const about = { call, decision, contact, settings, lookFirst: mayBeWritten(call, run) };
    const thread = await step(
      'append',
      (correction, before) =>
        turn.run((mine) => front.appendToConversation(appendInput(about, correction, mine, before))),
      turn,
    );
    const { settle } = thread;
    if (settle !== null) await step('assign', () => front.assignAgent(settleInput(thread, settle)), turn);
    explain(progress, about, thread);
    outcome.entries.push(...thread.entries);
    outcome.loggedAtSeconds = thread.loggedAtSeconds;
    if (thread.recorded) run.ledger.has(call, thread);
    forgotten = thread.stoodBefore === true && run.event !== undefined;
    return await afterRules(thread, settings);
  });
  if (outcome.thread === null)
    return { ...outcome, state: 'skipped', reason: 'call between two lines of the company (internalCalls: skip)' };

  progress.enter(stage());
  const logged = { ...run, front, step, qualification: decision.qualification, thread: outcome.thread };
  // Temporal has forgotten the run that logged it: what that one has tagged, people may have untagged since.
  if (forgotten) logged.settings = historySettings(settings);
  const beside = [followComments(logged), followTags(logged), followAudio('recording', logged)];
  await threeMinutesAfter(logged);
  await run.ledger.settled([...beside, followAudio('voicemail', logged)]);
  const tagsSaid = [outcome.tagsSaid, events.tagsSaid()].toSorted().at(-1) ?? '';
  return { ...outcome, state: 'done', qualification: decision.qualification, tagsSaid };
}
