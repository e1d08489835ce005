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
const look: Request = {
  method: 'GET',
  path: `/contacts/alt:phone:${encodeURIComponent(handle)}/conversations`,
  body: undefined,
};
const entryOf = (id: number): Request => ({
  method: 'POST',
  path: '/inboxes/inb_1/imported_messages',
  body: { external_id: `aircall-${id}-call` },
});
const assign: Request = { method: 'PATCH', path: `/conversations/${conversationId}`, body: { assignee_id: 'tea_2' } };

function allowedAfter(requests: Request[]): Array<string | null> {
  const entries = requests.map((request, atMs) => ({ ...request, atMs, query: '', status: 200 }));
  return allowedAssignees(entries, { handle, conversationId, calls });
}

it('allows the one who answered the call that was logged last', () => {
  expect(allowedAfter([look, entryOf(1), look, entryOf(2), assign, look, entryOf(3)])).toEqual([anna]);
  expect(allowedAfter([look, entryOf(1), look, entryOf(3), look, entryOf(2), assign])).toEqual([ben]);
  expect(allowedAfter([])).toHaveLength(1);
});

it('allows the other one as well when the last had looked before the conversation was assigned', () => {
  const allowed = allowedAfter([look, entryOf(1), look, look, entryOf(2), assign, entryOf(3)]);
  expect(allowed[0]).toBe(anna);
  expect(allowed).toContain(ben);
});

it('takes no request for done that Front refused', () => {
  const entries = [look, entryOf(3), look, entryOf(1)].map((request, atMs) => ({
    ...request,
    atMs,
    query: '',
    status: 503,
  }));
  const done = [look, entryOf(2)].map((request, atMs) => ({ ...request, atMs: 9 + atMs, query: '', status: 202 }));
  expect(allowedAssignees([...entries, ...done], { handle, conversationId, calls })[0]).toBe(ben);
});
