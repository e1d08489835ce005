import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ConversationRecord } from '../../simulators/front/state/records.ts';
import type { Fault } from '../../simulators/kit/faults.ts';
import { callbackId, digestOfLink } from '../../src/domain/ids.ts';
import type { Qualification } from '../../src/domain/qualification.ts';
import { skip } from '../../workflows/messages.ts';
import { callerLinkFor } from '../fixtures/caller-link.ts';
import { isFullSize } from '../full-size.ts';
import { endedAgo } from '../workflows/ended-calls.ts';
import { type ServiceProcess, spawnCallthread, startCallthread } from './service-process.ts';
import { openTown, type Town } from './town.ts';

const yaml = `
front: { requestsPerMinute: 100000 }
voicemail: { delay: 1s, settle: 1s }
recordings: off
callbacks:
  on: [missed]
  steps:
    - { after: 0s, tag: Call back }
    - { after: 1s, assign: ben.backup@example.com }
    - { after: 2s, comment: "Not called back yet." }
    - { after: 3s, tag: Call back overdue }
`;
/** Shorter than the product waits for an answer, so that the kill ends the attempt and nothing else does. */
const heldMs = 25_000;
/** Where a request is held: on its way to Front, or when Front has done it and has not answered. */
const holds = {
  before: { kind: 'cut-before', delayMs: heldMs },
  after: { kind: 'delay-after', delayMs: heldMs },
} as const;

interface Case {
  /** The write that is held while the worker is killed. */
  write: keyof typeof writes;
  hold: keyof typeof holds;
  closedBy: 'call' | 'skip';
}

const writes = {
  tag: ({ id }) => ({ method: 'POST', path: `/${id}/tags$`, request: tagId('Call back') }),
  assignment: ({ id }) => ({ method: 'PATCH', path: `/${id}$`, request: '"assignee_id"' }),
  comment: ({ id }) => ({ method: 'POST', path: `/${id}/comments$`, request: 'Not called back' }),
  'second tag': ({ id }) => ({ method: 'POST', path: `/${id}/tags$`, request: tagId('Call back overdue') }),
  'removal of the tags': ({ id }) => ({ method: 'DELETE', path: `/${id}/tags$` }),
  'closing comment': ({ id }) => ({ method: 'POST', path: `/${id}/comments$`, request: 'Called back by' }),
} satisfies Record<string, (conversation: ConversationRecord) => Omit<Fault, 'kind'>>;

/** A comment that may have been written is looked for during five minutes before it is written again. */
const isSlow = ({ write, hold, closedBy }: Case): boolean =>
  (hold === 'before' && write.endsWith('comment')) || (write === 'removal of the tags' && closedBy === 'call');
const cases = (Object.keys(writes) as Case['write'][])
  .flatMap((write) => (['before', 'after'] as const).map((hold) => ({ write, hold })))
  .flatMap(({ write, hold }): Case[] => [
    ...(write === 'closing comment' ? [] : [{ write, hold, closedBy: 'skip' } as const]),
    ...(write.startsWith('removal') || write.startsWith('closing') ? [{ write, hold, closedBy: 'call' } as const] : []),
  ])
  .filter((each) => isFullSize || !isSlow(each));

let town: Town;
let ingress: ServiceProcess;
let worker: ReturnType<typeof spawnCallthread>;
/** What happened to conversations. */
const changes = new Map<string, string[]>();
beforeAll(async () => {
  town = await openTown(yaml, { tags: [{ name: 'Call back' }, { name: 'Call back overdue' }] });
  const { state } = town.front;
  const emit = state.emit.bind(state);
  state.emit = (event) => {
    const { type, conversation } = event;
    const what =
      event.type === 'tag_added' || event.type === 'tag_removed'
        ? [`${type} ${event.tag.name}`]
        : // Anna is assigned by her calls.
          event.type === 'assignee_changed' && state.teammate(event.assigneeId ?? '')?.firstName === 'Ben'
          ? ['assigned to Ben']
          : [];
    changes.set(conversation.id, [...(changes.get(conversation.id) ?? []), ...what]);
    emit(event);
  };
  [ingress, worker] = await Promise.all([startCallthread('api', town.environment), startWorker()]);
});
afterAll(async () => {
  await Promise.all([ingress?.stop('SIGKILL'), worker?.stop('SIGKILL')]);
  await town?.close();
});

async function startWorker(): Promise<typeof worker> {
  const started = spawnCallthread('worker', town.environment);
  await vi.waitUntil(() => started.output().includes('worker is polling'), { timeout: 240_000, interval: 50 });
  return started;
}

const numberOf = (nth: number): string => `+4420794681${String(nth).padStart(2, '0')}`;
const callbackOf = (nth: number) =>
  town.client.workflow.getHandle(callbackId(digestOfLink(callerLinkFor(numberOf(nth))) ?? ''));
const tagId = (name: string): string => `"${town.front.state.tags.find((tag) => tag.name === name)?.id}"`;

let lastId = 8100;
/** Logs a call that ended just now, or so many seconds ago. */
async function logCall(kind: Qualification, nth: number, agoSeconds = 0): Promise<void> {
  lastId += 1;
  const id = lastId;
  await town.deliver(ingress.url, endedAgo(kind, agoSeconds, { id, raw_digits: numberOf(nth) }));
  await town.stateOf(id, ({ state }) => state === 'media' || state === 'done');
}

const conversations: ConversationRecord[] = [];
/** The caller's conversation, which is there before the call: the request to hold is known by it. */
const conversationOf = (nth: number): ConversationRecord => {
  const { state } = town.front;
  const begin = (): ConversationRecord => {
    const handle = numberOf(nth);
    const contact = state.addContact({ name: `Caller ${nth}`, handles: [{ source: 'phone', handle }] });
    const begun = state.addEmailConversation(contact.id, 'Order');
    begun.links.push({ id: `top_${nth}`, name: 'caller', externalUrl: callerLinkFor(handle) });
    return begun;
  };
  const conversation = conversations[nth] ?? begin();
  conversations[nth] = conversation;
  return conversation;
};

const bodiesOf = (nth: number): string[] => conversationOf(nth).comments.map(({ body }) => body);
const untilStepsAreDone = async (nth: number): Promise<void> => {
  await vi.waitUntil(() => changes.get(conversationOf(nth).id)?.includes('tag_added Call back overdue'), {
    timeout: 600_000,
    interval: 100,
  });
};
const close = async (nth: number, closedBy: Case['closedBy']): Promise<void> =>
  closedBy === 'call' ? await logCall('outbound-answered', nth, -1) : await callbackOf(nth).signal(skip);

/** Why there was another attempt at an activity: the last reason for each. */
async function reasonsToRepeat(nth: number): Promise<string[]> {
  const { events } = await callbackOf(nth).fetchHistory();
  return (events ?? []).flatMap(({ activityTaskStartedEventAttributes: started }) =>
    started?.lastFailure != null && Number(started.attempt) > 1 ? [String(started.lastFailure.message)] : [],
  );
}

it('a callback has each effect once even if its worker is killed during any of its writes', {
  timeout: 900_000,
}, async () => {
  const all = cases.map((each, nth) => ({ ...each, nth }));
  const isAtTheEnd = ({ write }: Case): boolean => write === 'removal of the tags' || write === 'closing comment';
  for (const { nth, write, hold } of all) {
    town.front.faults.add({ ...writes[write](conversationOf(nth)), ...holds[hold], times: 1 });
  }
  const ending = all.filter(isAtTheEnd);
  await Promise.all(ending.map(({ nth }) => logCall('missed', nth)));
  await Promise.all(ending.map(({ nth }) => untilStepsAreDone(nth)));
  await Promise.all([
    ...all.filter((each) => !isAtTheEnd(each)).map(({ nth }) => logCall('missed', nth)),
    ...ending.map(({ nth, closedBy }) => close(nth, closedBy)),
  ]);
  await vi.waitUntil(() => town.front.faults.list().length === 0, { timeout: heldMs, interval: 20 });
  await sleep(100);
  await worker.stop('SIGKILL');
  worker = await startWorker();

  await Promise.all(
    all.map(async (each) => {
      const { nth, closedBy } = each;
      if (!isAtTheEnd(each)) {
        await untilStepsAreDone(nth);
        await close(nth, closedBy);
      }
      const outcome = await callbackOf(nth).result();
      expect(outcome, JSON.stringify(each)).toMatchObject({ closedBy: closedBy === 'call' ? 'call' : 'skipped' });
    }),
  );
  await town.front.settled();
  for (const each of all) {
    const { nth, closedBy } = each;
    const conversation = conversationOf(nth);
    const seen = {
      case: each,
      repeated: await reasonsToRepeat(nth),
      tags: conversation.tagIds,
      changes: changes.get(conversation.id)?.toSorted(),
      comments: bodiesOf(nth).map((body) => body.replace(/\d+ (?:s|min) after/, '… after')),
    };
    expect(seen).toEqual({
      case: each,
      repeated: [
        isSlow(each) ? 'Front does not show the comment yet that it may have added' : 'activity Heartbeat timeout',
      ],
      tags: [],
      changes: [
        'assigned to Ben',
        'tag_added Call back',
        'tag_added Call back overdue',
        'tag_removed Call back',
        'tag_removed Call back overdue',
      ],
      comments: [
        'Not called back yet.',
        ...(closedBy === 'call' ? ['Called back by Anna Agent, … after the missed call'] : []),
      ],
    });
  }
});
