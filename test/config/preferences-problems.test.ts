import { expect, test } from 'vitest';
import { readPreferences } from '../../src/config/preferences.ts';
import { problemLines } from './problem-lines.ts';

const offInQuotes = '"off", in quotes: YAML 1.1 tools such as Helm read it as false.';
const onInQuotes = 'Write "on" in quotes: YAML 1.1 tools such as Helm read it as true.';

test.each([
  ['language: EN', 'language: "EN" is not known here. Write en or fr.'],
  ['timezone: Paris', 'timezone: "Paris" is not a time zone. Write an IANA name, for example Europe/Paris.'],
  ['timezone: Europe/Pariss', 'timezone: "Europe/Pariss" is not a time zone. Did you mean Europe/Paris?'],
  [
    'timezone: cet',
    'timezone: "cet" has no daylight-saving time in PostgreSQL. Write a place, for example Europe/Paris.',
  ],
  ...['BST', 'ist', 'PST', 'CTT'].map((zone): [string, string] => [
    `timezone: ${zone}`,
    `timezone: "${zone}" is not a time zone. Write an IANA name, for example Europe/Paris.`,
  ]),
  ['timezone: "+02:00"', 'timezone: "+02:00" is not a time zone. Write an IANA name, for example Europe/Paris.'],
  ['timezone:', 'timezone has no value. Write an IANA name, for example Europe/Paris.'],
  ['timezone: 3', 'timezone: 3 is not a time zone. Write an IANA name, for example Europe/Paris.'],
  ['front: Phone', 'front: "Phone" is not a section. Write keys and values below it, indented.'],
  ['front: { inbox: 12 }', 'front.inbox: 12 is not a name. Write text; put text that looks like a number in quotes.'],
  ['front: { inbox: " " }', 'front.inbox: " " is empty. Write a name, or leave the key out.'],
  ['calls: [missed]', 'calls: […] is not a section. Write keys and values below it, indented.'],
  ['calls: { missed: no }', 'calls.missed: "no" is not known here. Write open, archived or skip.'],
  [
    'calls: { outbound-unanswerd: skip }',
    'calls.outbound-unanswerd is not a known key. Did you mean "outbound-unanswered"?',
  ],
  ['recordings: true', 'recordings: true is not known here. Write link, attach or off.'],
  ['recordings: false', `recordings: false is not known here. Write link, attach or ${offInQuotes}`],
  ['comments: false', `comments: false is not known here. Write answered, all or ${offInQuotes}`],
  ['ai: { transcript: false }', `ai.transcript: false is not known here. Write attach or ${offInQuotes}`],
  ['internalCalls: false', 'internalCalls: false is not known here. Write skip or log.'],
  ['callbacks: { true: [missed] }', `callbacks.true is not a known key. ${onInQuotes}`],
  ['rules: [{ true: comment, contains: A, tag: B }]', `rules[0].on is missing. ${onInQuotes}`],
  ['comments: none', 'comments: "none" is not known here. Write answered, all or off.'],
  ['internalCalls: { log: true }', 'internalCalls: {…} is not known here. Write skip or log.'],
  [
    'lines: { 12345: { log: no } }',
    'lines."12345".log: "no" is not true or false. Write true or false, without quotes.',
  ],
  ['lines: { 12345: { colour: red } }', 'lines."12345".colour is not a known key. Known here: inbox, name, log.'],
  [
    'agents: { a@b.example: a }',
    'agents."a@b.example": "a" is not an e-mail address. Write one such as ada@desk.example.',
  ],
  [
    'tags: { Billing: [a] }',
    'tags.Billing: […] is not a name. Write text; put text that looks like a number in quotes.',
  ],
  ['rules: { on: comment }', 'rules: {…} is not a list. Begin each rule with a dash.'],
  [
    'rules: [{ on: voicemail }]',
    'rules[0].moveTo is missing. Write text; put text that looks like a number in quotes.',
  ],
  ['rules: [{ moveTo: A }]', 'rules[0].on is missing. Write on: comment or on: voicemail.'],
  ['rules: [{ on: comment, contains: "", tag: A }]', 'rules[0].contains: "" is empty. Write the text to look for.'],
  [
    'rules: [{ on: voicemail, moveTo: A, untagOnArchive: true }]',
    'rules[0].untagOnArchive is not a known key. Known here: on, moveTo, moveBackOnArchive.',
  ],
  ['callbacks: { on: missed }', 'callbacks.on: "missed" is not a list. Write for example [missed, voicemail].'],
  [
    'callbacks: { on: [inbound-answered] }',
    'callbacks.on[0]: "inbound-answered" is not known here. Write missed, voicemail, out-of-hours or ivr-abandoned.',
  ],
  [
    'callbacks: { hours: { monday: "09:00-12:00" } }',
    'callbacks.hours.monday: "09:00-12:00" has a key that is not a day or a range of days. Write mon, tue, wed, thu, fri, sat, sun, or a range like mon-fri.',
  ],
  [
    'callbacks: { hours: { mon: 9-12 } }',
    'callbacks.hours.mon: "9-12" is not a list of times. Write for example "09:00-12:30, 14:00-18:00", in quotes.',
  ],
  [
    'callbacks: { hours: { mon: "22:00-06:00" } }',
    'callbacks.hours.mon: "22:00-06:00" ends before it begins. Write the earlier time first; a night is two days: "22:00-24:00" and "00:00-06:00".',
  ],
  [
    'callbacks: { hours: { mon: "09:00-12:00, 11:00-13:00" } }',
    'callbacks.hours.mon: "09:00-12:00, 11:00-13:00" has times that overlap. Write each time once.',
  ],
  [
    'callbacks: { hours: { mon-fri: "09:00-12:00", fri: "09:00-11:00" } }',
    'callbacks.hours.fri: "09:00-11:00" names fri a second time. Name each day once.',
  ],
  ['callbacks: { hours: [mon] }', 'callbacks.hours: […] is not a section. Write days and times below it, indented.'],
  ['callbacks: { minTalk: 20 }', 'callbacks.minTalk: 20 is not a duration. Write for example 3m, 10s, 24h.'],
  ['callbacks: { steps: [] }', 'callbacks.steps: […] is empty. Write a step, or leave the key out.'],
  [
    'callbacks: { steps: [{ after: 0s }] }',
    'callbacks.steps[0]: {…} does nothing. Give the step a tag, a comment or assign.',
  ],
  [
    'callbacks: { steps: [{ after: 1h, tag: A }, { after: 5m, tag: B }] }',
    'callbacks.steps: […] is not in the order of time. Write the step with the shorter after first.',
  ],
  [
    'callbacks: { steps: [{ after: 0s, tag: A, tags: B }] }',
    'callbacks.steps[0].tags is not a known key. Did you mean "tag"?',
  ],
  [
    '{ calls: { voicemail: archived }, callbacks: { on: [missed, voicemail] } }',
    'callbacks.on[1]: "voicemail" needs calls.voicemail: open. Set calls.voicemail to open, or leave voicemail out here.',
  ],
  ['FRONT_API_TOKEN: abc', 'FRONT_API_TOKEN is not a known key. Set it in the environment, not in this file.'],
  [
    'front: { apiToken: abc }',
    'front.apiToken is not a known key. Secrets are set in the environment, not in this file.',
  ],
  ['- language', '[…] is not a list of keys and values. Begin with a key, for example language: en.'],
  ['language', '"language" is not a list of keys and values. Begin with a key, for example language: en.'],
])('reports %j', (yaml, expected) => {
  const colon = /^[[{"]/.test(expected) ? ': ' : ' ';
  expect(problemLines({}, `# a comment\n\n${yaml}\n`)).toEqual([`callthread.yaml:3${colon}${expected}`]);
});

test.each(['0', '-50', '"50"', '.inf', '.nan', 'fifty', 'true', '[50]'])('refuses requestsPerMinute: %s', (value) => {
  const [expected, ...others] = problemLines({}, `front:\n  requestsPerMinute: ${value}`);
  expect(expected).toMatch(
    /^callthread\.yaml:2 front\.requestsPerMinute: .+ is not a number above 0\. Write your Front plan/,
  );
  expect(others).toEqual([]);
});

test.each(['0.5', '1', '120', '1e3'])('accepts requestsPerMinute: %s', (value) => {
  expect(problemLines({}, `front: { requestsPerMinute: ${value} }`)).toEqual([]);
});

test.each([
  ['tags', 'Billing: a, Sales: b, billing: c, BILLING: d', ['billing', 'BILLING'], 'Billing'],
  ['agents', 'Ada@a.example: a@b.example, ada@A.example: c@b.example', ['"ada@A.example"'], 'Ada@a.example'],
  ['lines', '12345: {}, "12345 ": {}', ['"12345 "'], '12345'],
])('reports keys of %s that mean the same', (name, map, others, first) => {
  expect(problemLines({}, `${name}: { ${map} }`)).toEqual(
    others.map((key) => `callthread.yaml:1 ${name}.${key} means the same as "${first}". Keep one of the two.`),
  );
});

test.each([
  ['tags: { Billing: NAME }', 'tags.Billing'],
  ['rules: [{ on: comment, contains: Test, tag: NAME }]', 'rules[0].tag'],
])('%s: accepts a tag of 64 characters, like Front, and no longer one', (yaml, place) => {
  expect(problemLines({}, yaml.replace('NAME', `" ${'é'.repeat(63)}📞 "`))).toEqual([]);
  expect(problemLines({}, yaml.replace('NAME', 'b'.repeat(65)))).toEqual([
    `callthread.yaml:1 ${place} (65 characters) is longer than a tag in Front can be. Write 64 characters at most.`,
  ]);
});

test.each(['tags: { Billing: NAME }', 'front: { inbox: NAME }', 'lines: { 12345: { name: NAME } }'])(
  '%s: requires a name on one line',
  (yaml) => {
    expect(problemLines({}, yaml.replace('NAME', '"a\\nb"'))).toEqual([
      expect.stringMatching(/ contains a line break or control character\. Write the name on one line\.$/),
    ]);
  },
);

test("trims tag names and agents' addresses", () => {
  const { preferences } = readPreferences(
    'tags: { " Billing ": " billing " }\nagents: { " Ada@a.example ": " ada@b.example " }',
    'x',
  );
  expect(preferences).toMatchObject({ tags: { Billing: 'billing' }, agents: { 'ada@a.example': 'ada@b.example' } });
});

test('refuses a tag without a name', () => {
  expect(problemLines({}, 'tags: { "": a }')).toEqual([
    'callthread.yaml:1 tags."" is empty. Write the name of the tag in Aircall.',
  ]);
  expect(problemLines({}, 'tags: { Billing: " " }')).toEqual([
    'callthread.yaml:1 tags.Billing: " " is empty. Write a name, or leave the key out.',
  ]);
});

test('shows only the length of a long value, which may be a misplaced token', () => {
  expect(problemLines({}, `language: ${'x'.repeat(61)}`)).toEqual([
    'callthread.yaml:1 language (61 characters) is not known here. Write en or fr.',
  ]);
});

test('reports each problem with its own line, in the order of the file', () => {
  const yaml = [
    'lines:',
    '  "+33186651010":',
    '    inbx: Support',
    '    log: maybe',
    '  "+33 1 86 65 10 10": {}',
    '  0186651010: { nme: x }',
    'voicemail:',
    '  delay: 3 minutes',
    '',
    '  giveUpAfter: 1s',
    '  settel: 10s',
    'rules:',
    '  - on: comment',
    '    contains: Test',
    '  - on: voicemial',
    'recording: link',
  ].join('\n');
  expect(problemLines({}, yaml).map((line) => line.replace('callthread.yaml:', ''))).toEqual([
    '3 lines."+33186651010".inbx is not a known key. Did you mean "inbox"?',
    '4 lines."+33186651010".log: "maybe" is not true or false. Write true or false, without quotes.',
    '5 lines."+33 1 86 65 10 10" means the same as "+33186651010". Keep one of the two.',
    '6 lines."0186651010".nme is not a known key. Did you mean "name"?',
    expect.stringMatching(/^6 lines\."0186651010" is a phone number without \+ and country code\. /),
    '8 voicemail.delay: "3 minutes" is not a duration. Write for example 3m, 10s, 24h.',
    '11 voicemail.settel is not a known key. Did you mean "settle"?',
    '13 rules[0].tag is missing. Write text; put text that looks like a number in quotes.',
    '15 rules[1].on: "voicemial" does not say what the rule is for. Write on: comment or on: voicemail.',
    '16 recording is not a known key. Did you mean "recordings"?',
  ]);
});

test('checks the length of the retention', () => {
  const expected = 'callthread.yaml:1 retention.calls:';
  expect(problemLines({}, 'retention: { calls: 400 }')).toEqual([
    `${expected} 400 is not a duration. Write for example 400d, or forever.`,
  ]);
  expect(problemLines({}, 'retention: { calls: never }')).toEqual([
    `${expected} "never" is not a duration. Write for example 400d, or forever.`,
  ]);
  expect(problemLines({}, 'retention: { calls: 6d }')).toEqual([`${expected} "6d" is too short. Write 7d at least.`]);
  expect(problemLines({}, 'retention: { calls: 99999d }')).toEqual([
    `${expected} "99999d" is too long. Write 36500d at most, or forever.`,
  ]);
  for (const right of ['7d', '400d', 'forever']) expect(problemLines({}, `retention: { calls: ${right} }`)).toEqual([]);
});

test('compares the voicemail times even when other keys are wrong', () => {
  const expected = 'voicemail.giveUpAfter: "1m" is shorter than the delay. Write a time of at least voicemail.delay.';
  expect(problemLines({}, 'voicemail: { giveUpAfter: 1m }')).toEqual([`callthread.yaml:1 ${expected}`]);
  expect(problemLines({}, 'voicemail:\n  giveUpAfter: 1m\n  seddle: 1s')).toEqual([
    `callthread.yaml:2 ${expected}`,
    'callthread.yaml:3 voicemail.seddle is not a known key. Did you mean "settle"?',
  ]);
  expect(problemLines({}, 'voicemail: { delay: 1m, giveUpAfter: 1m }')).toEqual([]);
});

test('checks what callbacks need even when other keys are wrong', () => {
  const needed =
    'callbacks.on[0]: "missed" needs calls.missed: open. Set calls.missed to open, or leave missed out here.';
  const wrong =
    'callbacks: { on: [missed, maybe], minTalk: 20x }\ncalls: { missed: skip, voicemail: no }\nlanguage: xx';
  expect(problemLines({}, wrong).map((line) => line.replace('callthread.yaml:', ''))).toEqual([
    '1 callbacks.on[1]: "maybe" is not known here. Write missed, voicemail, out-of-hours or ivr-abandoned.',
    '1 callbacks.minTalk: "20x" is not a duration. Write for example 3m, 10s, 24h.',
    `1 ${needed}`,
    '2 calls.voicemail: "no" is not known here. Write open, archived or skip.',
    '3 language: "xx" is not known here. Write en or fr.',
  ]);
  expect(problemLines({}, 'language: xx\ncallbacks: { on: [missed] }\ncalls: { missed: skip }')).toEqual([
    'callthread.yaml:1 language: "xx" is not known here. Write en or fr.',
    `callthread.yaml:2 ${needed}`,
  ]);
  expect(problemLines({}, 'language: xx\ncallbacks: { on: missed }\ncalls: missed')).toHaveLength(3);
});

test.each([
  ['[{ after: soon }]', ['[0].after: "soon" is not a duration', '[0]: {…} does nothing']],
  [
    '[{ after: 1h, tag: A }, { after: 5m, tag: 12 }]',
    ['[1].tag: 12 is not a name', ': […] is not in the order of time'],
  ],
  ['[{ after: 1h, tag: A }, { after: soon, tag: A }]', ['[1].after: "soon" is not a duration']],
])('checks the steps %s together', (steps, expected) => {
  expect(problemLines({}, `callbacks: { steps: ${steps} }`)).toEqual(
    expected.map((problem) => expect.stringContaining(`callthread.yaml:1 callbacks.steps${problem}. `)),
  );
});
