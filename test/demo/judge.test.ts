import { expect, test } from 'vitest';
import { judge } from '../../demo/judge.ts';
import { sayIn } from '../../demo/story.ts';
import { insertConversation } from '../../simulators/front/state/insert-message.ts';
import type { MessageRecord } from '../../simulators/front/state/records.ts';
import { frontAsExpected, type Logged, teammateId } from './front-as-expected.ts';

const say = sayIn('en');

function message({ conversation }: Logged, externalId: string): MessageRecord {
  const found = conversation.messages.find((candidate) => candidate.externalId === externalId);
  if (found === undefined) throw new Error(`no ${externalId}`);
  return found;
}

/** The demo's output for both calls, and for no call. */
function differencesOf(logged: Logged): string[] {
  const strangers = judge(logged.front, logged.calls, say);
  return [
    ...logged.calls.flatMap(({ differences }, place) => (differences ?? []).map((text) => `${place + 1}: ${text}`)),
    ...strangers,
  ];
}

test('finds no difference in a correct morning', () => {
  expect(differencesOf(frontAsExpected())).toEqual([]);
});

const wrongs: [what: string, spoil: (logged: Logged) => void, pattern: RegExp][] = [
  [
    'an entry is missing',
    ({ conversation }) => conversation.messages.splice(1, 1),
    /^1: entries: \["call","recording"\]/,
  ],
  [
    'an entry came twice',
    (logged) => logged.conversation.messages.splice(1, 0, message(logged, 'aircall-1-duration')),
    /^1: entries: .*"duration","duration"/,
  ],
  [
    'entries are out of order',
    ({ conversation }) => (conversation.messages = conversation.messages.toReversed()),
    /^1: entries: \["recording","duration","call"\]/,
  ],
  [
    'an entry has another subject',
    (logged) => (message(logged, 'aircall-2-call').subject = 'Missed call – Support'),
    /^2: subject of entry 1/,
  ],
  [
    'an entry goes the other way',
    (logged) => (message(logged, 'aircall-2-call').isInbound = true),
    /^2: direction of entry 1 .*"in", expected "out"/,
  ],
  [
    'an entry has no author',
    (logged) => (message(logged, 'aircall-1-recording').authorId = null),
    /^1: author of entry 3 .*null, expected "Inès Martin"/,
  ],
  [
    'an entry has another author',
    (logged) => (message(logged, 'aircall-2-call').authorId = teammateId(logged.front, 'ada@desk.example')),
    /^2: author of entry 1 .*"Ada Byron"/,
  ],
  [
    'the talk time is wrong',
    (logged) => (message(logged, 'aircall-1-duration').body = 'Duration: 1 min 43 s'),
    /^1: entry 2 \(duration\) does not say “Duration: 1 min 35 s”/,
  ],
  [
    'the recording is of another call',
    (logged) =>
      (message(logged, 'aircall-1-recording').body = 'Recording: https://assets.aircall.io/calls/2/recording'),
    /^1: entry 3/,
  ],
  [
    'the caller is not named',
    (logged) => (message(logged, 'aircall-1-call').body = 'Inbound call – Support\n+33186651010\nAgent: Inès Martin'),
    /^1: entry 1 .*\+33639980102/,
  ],
  [
    'the conversation has another subject',
    ({ conversation }) => (conversation.subject = 'Other'),
    /^2: subject: "Other"/,
  ],
  [
    'the conversation is in two inboxes',
    ({ conversation, front }) => conversation.inboxIds.push(front.inboxes[2]?.id ?? ''),
    /^2: inboxes: \["Aircall Phone","Sales"\]/,
  ],
  ['the conversation is archived', ({ conversation }) => (conversation.status = 'archived'), /^2: status: "archived"/],
  [
    'nobody is assigned',
    ({ conversation }) => (conversation.assigneeId = null),
    /^2: assignee: null, expected "Inès Martin"/,
  ],
  ['the tag is missing', ({ conversation }) => (conversation.tagIds = []), /^2: tags: \[\]/],
  ['the comment is missing', ({ conversation }) => (conversation.comments = []), /^1: authors of the comment/],
  [
    'the comment came twice',
    ({ conversation }) => conversation.comments.push(...conversation.comments),
    /^1: authors of the comment .*\["Inès Martin","Inès Martin"\]/,
  ],
  [
    'the comment is the token’s own',
    ({ conversation, front }) => conversation.comments.forEach((comment) => (comment.authorId = front.apiAuthor.id)),
    /^1: authors of the comment .*API token/,
  ],
  [
    'a comment of nobody',
    ({ conversation, front }) => front.addComment(conversation.id, front.teammates[0]?.id ?? '', 'And this?'),
    /^2: comments of the conversation: 3, expected 2/,
  ],
  [
    'a message of nobody',
    (logged) =>
      logged.conversation.messages.push({ ...message(logged, 'aircall-2-call'), externalId: 'aircall-9-call' }),
    /^2: messages of the conversation: 5, expected 4/,
  ],
  [
    'a call has two conversations',
    (logged) => insertConversation(logged.front, '', null).messages.push(message(logged, 'aircall-1-call')),
    /^1: conversations: 2, expected 1/,
  ],
  [
    'the calls are in two conversations',
    (logged) => insertConversation(logged.front, '', null).messages.push(...logged.conversation.messages.splice(3)),
    /^2: conversations of the caller: 2/,
  ],
  [
    'a second contact has the number',
    ({ front }) =>
      front.contacts.push({
        ...front.addContact({ name: 'Marc', handles: [] }),
        handles: [{ source: 'custom', handle: '+33639980102' }],
      }),
    /^2: contacts with the number as a custom handle/,
  ],
  [
    'the contact has another name',
    ({ front }) => front.contacts.forEach((contact) => (contact.name = '+33639980102')),
    /^2: name of the contact/,
  ],
  [
    'there is a contact of nobody',
    ({ front }) => front.addContact({ name: 'Who', handles: [] }),
    /^contacts in all: 2, expected 1/,
  ],
  [
    'there is a conversation of nobody',
    ({ front }) => insertConversation(front, '', null),
    /^conversations in all: 2, expected 1/,
  ],
];

test.each(wrongs)('reports this difference: %s', (_what, spoil, pattern) => {
  const logged = frontAsExpected();
  spoil(logged);
  expect(differencesOf(logged)).toContainEqual(expect.stringMatching(pattern));
});

test('says what an unlogged call waits for, and that the next one has not started', () => {
  const logged = frontAsExpected();
  const [first, second] = logged.calls;
  first.differences = null;
  first.workflow = { state: 'media', qualification: 'inbound-answered', waitingFor: ['the recording'], parked: [] };
  second.differences = null;
  second.callId = null;
  expect(differencesOf(logged)).toEqual(
    expect.arrayContaining([
      '1: is not logged: media, waiting for the recording',
      '2: has not started: the call before it is not logged',
    ]),
  );
});

test('says what a person can do about a parked call', () => {
  const logged = frontAsExpected();
  const [first] = logged.calls;
  first.differences = null;
  first.workflow = {
    state: 'parked',
    qualification: null,
    waitingFor: [],
    parked: ['append: FrontNotFound: no inbox. Create it.'],
  };
  expect(differencesOf(logged)).toContain('1: append: FrontNotFound: no inbox. Create it.');
});

test('keeps a difference that was found when the call arrived', () => {
  const logged = frontAsExpected();
  logged.calls[0].differences = ['assignee: null, expected "Inès Martin"'];
  expect(differencesOf(logged)).toEqual(['1: assignee: null, expected "Inès Martin"']);
});
