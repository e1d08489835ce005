import { expect, test } from 'vitest';
import { readPreferences } from '../../src/config/preferences.ts';

/** Every key with another value than its default. */
const full = `
language: fr
timezone: America/New_York
front: { inbox: inb_1a2b, requestsPerMinute: 100 }
lines:
  "+33186651010": { inbox: Support, name: Support FR }
  +1 (202) 555-0123: { log: false }
  12345:
    name: Desk
agents:
  Ada@Phones.example: ADA@desk.example
calls:
  inbound-answered: archived
  outbound-answered: archived
  outbound-unanswered: skip
  voicemail: archived
  ivr-abandoned: open
  out-of-hours: archived
  missed: open
voicemail: { delay: 1.5h, settle: 200ms, giveUpAfter: 7d }
recordings: off
comments: all
internalCalls: log
tags: { Billing: billing, 2024: "2024" }
retention: { calls: 400d }
card: { enabled: true, outbound: true, unknown: false }
ai: { summary: false, topics: false, actionItems: false, sentiment: true, transcript: attach, gather: 5m }
rules:
  - { on: comment, contains: " Test", tag: Follow-up, untagOnArchive: true }
  - { on: voicemail, moveTo: Voicemail }
  - on: voicemail
    moveTo: inb_9z
    moveBackOnArchive: true
callbacks:
  on: [ivr-abandoned, missed, missed]
  hours: { MON-wed: "9:00-12:30,14:00-18:00", sat-sun: " 00:00 - 24:00 " }
  minTalk: 5s
  steps:
    - { after: 0s, tag: " Call back " }
    - { after: 90m, comment: "Not called back yet.", assign: ADA@desk.example }
`;

test('reads every key', () => {
  expect(readPreferences(full, 'callthread.yaml')).toEqual({
    problems: [],
    preferences: {
      card: { enabled: true, outbound: true, unknown: false },
      language: 'fr',
      timezone: 'America/New_York',
      front: { inbox: 'inb_1a2b', requestsPerMinute: 100 },
      lines: {
        '+33186651010': { inbox: 'Support', name: 'Support FR' },
        '+12025550123': { log: false },
        '12345': { name: 'Desk' },
      },
      agents: { 'ada@phones.example': 'ada@desk.example' },
      calls: {
        'inbound-answered': 'archived',
        'outbound-answered': 'archived',
        'outbound-unanswered': 'skip',
        voicemail: 'archived',
        'ivr-abandoned': 'open',
        'out-of-hours': 'archived',
        missed: 'open',
      },
      voicemail: { delayMs: 5_400_000, settleMs: 200, giveUpAfterMs: 604_800_000 },
      recordings: 'off',
      comments: 'all',
      internalCalls: 'log',
      tags: { Billing: 'billing', '2024': '2024' },
      retention: { callsMs: 34_560_000_000 },
      ai: {
        summary: false,
        topics: false,
        actionItems: false,
        sentiment: true,
        transcript: 'attach',
        gatherMs: 300_000,
      },
      callbacks: {
        on: ['ivr-abandoned', 'missed'],
        hours: [
          ...[1, 2, 3].map(() => [
            [540, 750],
            [840, 1080],
          ]),
          [],
          [],
          [[0, 1440]],
          [[0, 1440]],
        ],
        minTalkMs: 5000,
        steps: [
          { afterMs: 0, tag: 'Call back', comment: null, assign: null },
          { afterMs: 5_400_000, tag: null, comment: 'Not called back yet.', assign: 'ada@desk.example' },
        ],
      },
      rules: [
        { on: 'comment', contains: ' Test', tag: 'Follow-up', untagOnArchive: true },
        { on: 'voicemail', moveTo: 'Voicemail', moveBackOnArchive: false },
        { on: 'voicemail', moveTo: 'inb_9z', moveBackOnArchive: true },
      ],
    },
  });
});

test('survives a round trip through JSON, as workflow input must', () => {
  const { preferences } = readPreferences(full, 'callthread.yaml');
  expect(JSON.parse(JSON.stringify(preferences))).toEqual(preferences);
});

test('reads empty sections as their defaults', () => {
  const names = ['front', 'lines', 'agents', 'calls', 'voicemail', 'tags', 'rules'];
  const emptied = names.map((name) => `${name}:\n  # all of it is commented out\n`).join('');
  expect(readPreferences(emptied, 'x').preferences).toEqual(readPreferences('', 'x').preferences);
  expect(readPreferences(emptied, 'x').preferences).not.toBeNull();
});

test('keeps the defaults of keys that a section leaves out', () => {
  const { preferences } = readPreferences('voicemail: { delay: 10s }\nfront: { inbox: Calls }', 'x');
  expect(preferences?.voicemail).toEqual({ delayMs: 10_000, settleMs: 10_000, giveUpAfterMs: 86_400_000 });
  expect(preferences?.front).toEqual({ inbox: 'Calls', requestsPerMinute: 50 });
});

test('follows anchors and aliases', () => {
  const yaml = 'lines:\n  12345: &desk { inbox: Desk }\n  12346: *desk\n';
  expect(readPreferences(yaml, 'x').preferences?.lines).toEqual({
    '12345': { inbox: 'Desk' },
    '12346': { inbox: 'Desk' },
  });
});
