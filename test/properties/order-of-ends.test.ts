import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import { audioOf } from '../activities/audio-of.ts';
import { logCall } from '../activities/log-call.ts';
import { openStage, type Stage } from '../activities/stage.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { anOutboundCall } from '../fixtures/an-outbound-call.ts';

const outsider = anAgent({ id: 70009, name: 'Otto Outside', email: 'otto@elsewhere.example' });
const agents = [
  anAgent(),
  anAgent({ id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' }),
  anAgent({ id: 70003, name: 'Carla Calls', email: 'carla.calls@example.com' }),
  outsider,
];

/**
 * Calls may overlap: each begins anywhere within the hour before its end. Front shows only the beginning of one that was
 * not answered, so that must come after the end of the call before, or nothing would say which of the two ended later.
 */
const anyCallOf = fc.record({
  made: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(...agents).map((agent) => aCall({ agent })),
    },
    fc.constantFrom(...agents).map((agent) => aCall({ agent, direction: 'outbound' })),
    fc.constantFrom(...agents).map((agent) => ({ ...anOutboundCall(), agent })),
    fc.constant(aMissedCall()),
    fc.constant(aMissedCall({ voicemailLeft: true })),
  ),
  endedAfterSeconds: fc.integer({ min: 0, max: 7200 }),
  tookSeconds: fc.integer({ min: 30, max: 3600 }),
});

const anyCalls = fc
  .uniqueArray(anyCallOf, { selector: ({ endedAfterSeconds }) => endedAfterSeconds, minLength: 2, maxLength: 5 })
  .map((calls) =>
    calls
      .toSorted((one, other) => one.endedAfterSeconds - other.endedAfterSeconds)
      .map(({ made, endedAfterSeconds, tookSeconds }, index, sorted) => {
        const endedAtSeconds = 1_760_010_000 + endedAfterSeconds;
        const pauseSeconds = endedAfterSeconds - (sorted[index - 1]?.endedAfterSeconds ?? Number.NEGATIVE_INFINITY);
        const isAnswered = made.answeredAtSeconds !== null;
        const startedAtSeconds = endedAtSeconds - (isAnswered ? tookSeconds : Math.min(tookSeconds, pauseSeconds - 1));
        const answeredAtSeconds = isAnswered ? startedAtSeconds + 10 : null;
        return { ...made, id: 9001 + index, startedAtSeconds, answeredAtSeconds, endedAtSeconds };
      }),
  );

/** An agent who spoke with the caller gets the conversation; the last one keeps it. */
function lastToSpeak(calls: Call[]): string | null {
  const spoke = calls.filter(({ answeredAtSeconds, agent }) => answeredAtSeconds !== null && agent?.id !== outsider.id);
  return spoke.at(-1)?.agent?.email ?? null;
}

/** What happens to a conversation: a call is logged, its audio comes later, and a person archives the conversation. */
type Step = { log: Call } | { audio: Call } | 'archive';

/** Calls in any order, audio anywhere after its call, and maybe a person who archives once the newest call is logged. */
const anyOrder = anyCalls.chain((inOrder) =>
  fc
    .record({
      delivered: fc.shuffledSubarray(inOrder, { minLength: inOrder.length }),
      audioAfter: fc.array(fc.nat(6), { minLength: inOrder.length, maxLength: inOrder.length }),
      archives: fc.option(fc.nat(6)),
    })
    .map(({ delivered, audioAfter, archives }) => {
      const steps: Step[] = delivered.map((call) => ({ log: call }));
      const after = (newest: Call | undefined, later: number) =>
        Math.min(
          steps.length,
          1 + later + steps.findIndex((step) => step !== 'archive' && 'log' in step && step.log === newest),
        );
      for (const [index, call] of delivered.entries()) {
        const hasAudio = call.answeredAtSeconds !== null || call.voicemailLeft;
        if (hasAudio) steps.splice(after(call, audioAfter[index] ?? 0), 0, { audio: call });
      }
      if (archives !== null) steps.splice(after(inOrder.at(-1), archives), 0, 'archive');
      return { inOrder, steps };
    }),
);

function namesOf(step: Step): string {
  return step === 'archive' ? step : 'log' in step ? `log ${step.log.id}` : `audio of ${step.audio.id}`;
}

let callers = 0;

/** The steps with a caller of whom Front knows nothing yet. @returns how Front then shows the caller */
async function play(stage: Stage, steps: Step[]) {
  const { state } = stage.front;
  callers += 1;
  const e164 = `+44770092${1000 + callers}`;
  const own = (call: Call): Call => ({
    ...call,
    id: callers * 1000 + (call.id % 1000),
    caller: { kind: 'number', e164 },
  });
  const plain = (text: string | null) =>
    (text ?? '').replaceAll(e164, '<caller>').replaceAll(/\b\d+(\d{3})\b(?=-|\/|$)/gm, '<call $1>');
  const threads = new Map<number, { conversationId: string } & Parameters<typeof audioOf>[1]>();
  let archived: object | null = null;
  const seen = () => {
    const [id = '', ...others] = new Set([...threads.values()].map(({ conversationId }) => conversationId));
    const conversation = state.conversation(id);
    if (conversation === undefined || others.length > 0) throw new Error(`${others.length + 1} conversations`);
    const { messages, assigneeId, status, inboxIds, subject } = conversation;
    const assignee = state.teammates.find((teammate) => teammate.id === assigneeId)?.email ?? null;
    const entries = messages.map(({ externalId, createdAtSeconds, authorId, isInbound, body }) =>
      JSON.stringify([plain(externalId), createdAtSeconds, authorId, isInbound, plain(body)]),
    );
    return { state: { assignee, status, inboxIds, subject }, entries: entries.toSorted() };
  };
  for (const step of steps) {
    if (step === 'archive') {
      for (const { conversationId } of threads.values()) state.archiveConversation(conversationId);
      archived = seen().state;
    } else if ('log' in step) {
      const { appended } = await logCall(stage, own(step.log), { recent: null });
      const { conversationId, subject, inboxId, archived: leftArchived } = appended;
      threads.set(step.log.id, { conversationId, subject, inboxId, archived: leftArchived });
    } else {
      const thread = threads.get(step.audio.id);
      if (thread === undefined) throw new Error('audio before its call');
      const call = { ...own(step.audio), recordingReady: true, voicemailReady: true };
      const kind = call.answeredAtSeconds === null ? 'voicemail' : 'recording';
      await stage.attempt('attachMedia', audioOf(call, thread, { kind }));
      await stage.front.settled();
    }
  }
  return { ...seen(), archived };
}

it('a caller looks the same in any order of calls and audio, and late ones reopen no conversation', async () => {
  const stage = await openStage({ front: { importDelayMs: 2 }, timeoutMs: 10_000 });
  await fc.assert(
    fc.asyncProperty(anyOrder, async ({ inOrder, steps }) => {
      const { state, entries, archived } = await play(stage, steps);
      const names = steps.map(namesOf).join(', ');
      expect(state.assignee, names).toBe(lastToSpeak(inOrder));
      // An agent who spoke before a missed call gets the conversation, however late that is known.
      expect({ ...state, assignee: null }, names).toEqual({ ...(archived ?? state), assignee: null });
      const hasAudio = (call: Call) =>
        steps.some((step) => step !== 'archive' && 'audio' in step && step.audio === call);
      const audioAfter = (call: Call): Step[] => (hasAudio(call) ? [{ audio: call }] : []);
      const usual = await play(
        stage,
        inOrder.flatMap((call): Step[] => [{ log: call }, ...audioAfter(call)]),
      );
      expect(entries, names).toEqual(usual.entries);
      const { subject: _first, status, ...settled } = state;
      expect(settled, names).toEqual({ assignee: usual.state.assignee, inboxIds: usual.state.inboxIds });
      expect(archived === null ? status : usual.state.status, names).toBe(usual.state.status);
    }),
    { numRuns: 14 },
  );
});
