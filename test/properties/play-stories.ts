import { createCall } from '../../simulators/aircall/create-call.ts';
import { callWorkflowId } from '../../src/domain/ids.ts';
import { state } from '../../workflows/messages.ts';
import type { Stage } from '../workflows/stage.ts';
import type { Story } from './any-story.ts';
import { bodyOfWebhook, type CallOfStory, rawDigits } from './body-of-webhook.ts';
import { countries, e164Of, nationalNumber } from './numbers.ts';
import type { Marks } from './seen-in-front.ts';
import { hasAudio, type Webhook } from './webhooks.ts';

let count = 0;

/** A caller who has never called before. */
export function newCaller({ caller }: Pick<Story, 'caller'>): Pick<CallOfStory, 'count' | 'national'> {
  count += 1;
  return { count, national: caller.kind === 'number' ? nationalNumber(caller.country, count) : null };
}

/** A call of the story, by a new caller unless one is given; Aircall has it, with its audio. */
export function placeCall(
  { aircall }: Stage,
  story: Story,
  endedAtSeconds: number,
  by = newCaller(story),
): CallOfStory {
  const { line, talk, direction } = story;
  const call = { id: 0, ...by, endedAtSeconds };
  const script = {
    direction,
    ringSeconds: story.ringSeconds,
    caller: rawDigits(story, 0, call),
    line: countries[line].lineId,
  };
  const record = createCall(aircall.state, { ...script, startedAtSeconds: endedAtSeconds }, 0);
  record.endedAtSeconds = endedAtSeconds;
  record.answeredAtSeconds = talk === null ? null : endedAtSeconds - talk.seconds;
  (talk === null ? record.voicemail : record.recording).ready = hasAudio(story);
  return { ...call, id: record.id };
}

/** Delivers the call's events one after the other, and waits until all is done. @param deliver in place of the stage's */
export async function deliverInOrder(
  stage: Stage,
  { story, sent, order, call }: { story: Story; sent: Webhook[]; order: (number | 'rest')[]; call: CallOfStory },
  deliver: Stage['deliver'] = stage.deliver,
): Promise<void> {
  const rest = (): Promise<void> => closed(stage, call.id);
  for (const place of order) {
    const webhook = place === 'rest' ? undefined : sent[place];
    if (place === 'rest' || webhook === undefined) await rest();
    else await deliver(bodyOfWebhook(story, webhook, place, call));
  }
  await rest();
}

/** Far longer than any run has to take here: one that is still open is parked, or waits for what never comes. */
const patienceMs = 120_000;

async function closed(stage: Stage, callId: number): Promise<void> {
  const handle = stage.client.workflow.getHandle(callWorkflowId(callId));
  const giveUp = new AbortController();
  const patience = setTimeout(() => giveUp.abort(), patienceMs);
  try {
    await stage.client.withAbortSignal(giveUp.signal, () => handle.result());
  } catch (error) {
    if (!giveUp.signal.aborted) throw error;
    throw new Error(`call ${callId} does not close: ${JSON.stringify(await handle.query(state), null, 1)}`, {
      cause: error,
    });
  } finally {
    clearTimeout(patience);
  }
}

/** The text that distinguishes this call from the others of its story. */
export function marksOf({ caller }: Story, call: CallOfStory): Marks {
  const { id, national } = call;
  const callMark = { '<call>': String(id) };
  if (caller.kind === 'number') {
    const handle = e164Of(caller.country, national ?? '');
    return { callId: id, handle, unlike: { '<caller>': handle.slice(1), ...callMark } };
  }
  const handle = caller.kind === 'anonymous' ? `aircall-${id}` : caller.around.join(`q${call.count}q`).trim();
  return { callId: id, handle, unlike: { '<caller>': `q${call.count}q`, ...callMark } };
}
