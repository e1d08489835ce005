import { afterAll, beforeAll, expect } from 'vitest';
import { aiNotesId } from '../../../src/domain/ids.ts';
import type { AiNotesOutcome } from '../../../workflows/messages.ts';
import { keepGolden, replay } from '../../replay/golden.ts';
import type { Body } from '../body-of.ts';
import { endedCalls } from '../ended-calls.ts';
import { openStage, type Stage } from '../stage.ts';
import { reusedHome } from '../temporal-home.ts';

export const marker = 'xylophone';
/** Open while the tests of a `describe` run that calls `useStage`. */
export let stage: Stage;

/** One stage for the tests of a `describe`; each of them has a caller of its own. */
export function useStage(yaml = ''): void {
  beforeAll(async () => {
    stage = await openStage(yaml, {}, reusedHome);
  });
  afterAll(() => stage.close());
}

export const callerOf = (callId: number) => `+44207946${callId}`;

export const notes = {
  summary: `The customer asked for an invoice and a ${marker}.`,
  topics: ['Invoice copy', 'Billing'],
  actionItems: ['Send the invoice', { text: 'Call back' }],
  sentiment: [{ party: 'external' as const, value: 'NEUTRAL' }],
  transcript: [{ startSeconds: 65.4, party: 'external' as const, text: `I need a ${marker}.` }],
};
export const wholeBody = (callId: number) =>
  [
    'AI summary (Aircall)',
    notes.summary,
    'Topics: Invoice copy, Billing',
    'Action items:\n- Send the invoice\n- Call back',
    'Sentiment: caller neutral',
    `Aircall call: ${callId}`,
  ].join('\n\n');

/** Logs a call, of which Aircall then has notes. */
export async function logged(callId: number, has: Partial<typeof notes> = notes) {
  await end(callId);
  stage.aircall.state.notes.set(callId, has);
  return await stage.outcomeOf(callId);
}

export const end = async (callId: number, body: Body = endedCalls['inbound-answered']) =>
  await stage.deliver(await stage.now(body, callId, callerOf(callId), { comments: [], tags: [] }));

export const announce = (event: string, callId: number | string) =>
  stage.deliver({ event, token: 'any', timestamp: 1_760_000_000, data: { id: 5, call_id: callId } });

/** The result of the run of a call's notes, once it has closed; its history is replayed. */
export async function written(callId: number, golden?: string): Promise<AiNotesOutcome> {
  const handle = stage.client.workflow.getHandle(aiNotesId(callId));
  await stage.home.untilClosed(handle.workflowId);
  const history = await handle.fetchHistory();
  await replay(history, handle.workflowId);
  if (golden !== undefined) await keepGolden(golden, history);
  expect(JSON.stringify(history)).not.toContain(marker);
  return (await handle.result()) as AiNotesOutcome;
}
export const comments = (callId: number) => stage.conversationOf(callerOf(callId)).comments;
/** A form has its own line breaks. */
export const bodies = (callId: number) => comments(callId).map(({ body }) => body.replaceAll('\r\n', '\n'));
export const notesAsked = (callId: number | string) =>
  stage.aircall.journal.find({
    path: new RegExp(`/calls/${callId}/(summary|topics|action_items|sentiments|transcription)$`),
  });
export const frontAsked = () =>
  stage.front.journal.entries.map(({ method, path }) => `${method} ${path.replace(/_\w+/g, '')}`);
