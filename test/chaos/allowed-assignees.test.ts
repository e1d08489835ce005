import { expect, it } from 'vitest';
import type { JournalEntry } from '../../simulators/kit/journal.ts';
import { allowedAssignees } from './allowed-assignees.ts';
import type { PlayedCall } from './played-call.ts';

const handle = '+33639981234';
const conversationId = 'cnv_1';
const anna = 'anna.agent@example.com';
const ben = 'ben.backup@example.com';

function answeredBy(id: number, agent: number): PlayedCall {
  return {
    id,
    atMs: 0,
    caller: handle,
    endedAgoSeconds: 0,
    startedAtSeconds: 1_700_000_000,
    script: { direction: 'inbound', caller: handle, line: 50001, ringSeconds: 9, talkSeconds: 60, agent },
  };
}

const calls = [answeredBy(1, 70001), answeredBy(2, 70002), answeredBy(3, 70001)];
type Request = Pick<JournalEntry, 'method' | 'path' | 'body'>;
const entryOf = (id: number, assigneeId?: string): Request => ({
  method: 'POST',
  path: '/inboxes/inb_1/imported_messages',
  body: { external_id: `aircall-${id}-call`, assignee_id: assigneeId },
});
const assign = (assigneeId: string, to = conversationId): Request => ({
  method: 'PATCH',
  path: `/conversations/${to}`,
  body: { assignee_id: assigneeId },
});

function allowedAfter(requests: Request[], status = 202): Array<string | null> {
  const entries = requests.map((request, atMs) => ({ ...request, atMs, query: '', status }));
  return allowedAssignees(entries, { conversationId, calls }, (id) => (id === 'tea_1' ? anna : ben));
}

it('allows the one who answered the call that was logged last', () => {
  expect(allowedAfter([entryOf(1, 'tea_1'), entryOf(2), assign('tea_2'), entryOf(3), assign('tea_1')])).toEqual([anna]);
  expect(allowedAfter([entryOf(1, 'tea_1'), entryOf(3), entryOf(2), assign('tea_2')])).toEqual([ben]);
  expect(allowedAfter([])).toHaveLength(1);
});

it('allows the other one as well where the last found it assigned to its agent, and another call assigned it', () => {
  const requests = [entryOf(1, 'tea_1'), entryOf(2), assign('tea_2'), assign('tea_2'), entryOf(3)];
  expect(allowedAfter(requests)).toEqual([anna, ben]);
});

it('allows no other one where it never was assigned to the agent of the last', () => {
  expect(allowedAfter([entryOf(2, 'tea_2'), entryOf(3)])).toEqual([anna]);
  expect(allowedAfter([entryOf(2, 'tea_2'), assign('tea_1', 'cnv_2'), entryOf(3)])).toEqual([anna]);
});

it('takes no request for done that Front refused', () => {
  expect(allowedAfter([entryOf(1, 'tea_1'), assign('tea_2'), entryOf(2)], 503)).toEqual([anna]);
});
