import { expect, test } from 'vitest';
import { problemLines } from './problem-lines.ts';

test.each([
  ['language: en\nlanguage: fr', 2, 'repeats a key of its section'],
  ['front:\n\tinbox: A', 2, 'is indented with a tab'],
  ['front:\n  inbox: Support: FR', 2, 'has two colons'],
  ['front: { inbox: A', 1, 'is not indented like its neighbours, or a bracket is not closed'],
  ['front:\n  inbox: "A', 2, 'lacks a closing quote, bracket or comma'],
  ['language: en\n---\nlanguage: fr', 2, 'begins a second document'],
  ['language\ntimezone: UTC', 1, 'has a key without a colon'],
  ['language: @en', 1, 'has a value that begins with a reserved character'],
  ['language: !en en', 1, 'has an unknown tag (!)'],
  ['- a\nlanguage: en', 2, 'is not valid YAML'],
  ['language: *nothing', 1, 'uses an alias (*) that cannot be followed'],
])('reports the line and the cause of %j', (yaml, line, expected) => {
  const problems = problemLines({}, yaml);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`callthread.yaml:${line} ${expected}. `);
});

test('continues after a repeated key', () => {
  expect(problemLines({}, 'language: en\nlanguage: english\ncomment: all')).toEqual([
    'callthread.yaml:2 repeats a key of its section. Keep one of the two.',
    expect.stringContaining('language: "english" is not known here.'),
    'callthread.yaml:3 comment is not a known key. Did you mean "comments"?',
  ]);
});

test('quotes nothing from a file that is not YAML', () => {
  const problems = problemLines({}, 'FRONT_API_TOKEN=eyJhbGciOi\n"AIRCALL: hush-hush\n- hush');
  expect(problems.join()).toContain('callthread.yaml:');
  expect(problems.join()).not.toMatch(/eyJ|hush/);
});

test('reports keys that are not text', () => {
  const expected = 'has a bracket where a key belongs. Put text with brackets in quotes.';
  expect(problemLines({}, 'front:\n  inbox: {{ INBOX }}')).toEqual([`callthread.yaml:2 ${expected}`]);
  expect(problemLines({}, '? [a, b]\n: c\n')).toEqual([`callthread.yaml:1 ${expected}`]);
  expect(problemLines({}, 'true: 1\nnull: 2\n3: 4')).toHaveLength(3);
  expect(problemLines({}, '__proto__: { language: fr }')).toHaveLength(1);
});

test('refuses nested aliases that would exhaust the memory', () => {
  const levels = Array.from({ length: 12 }, (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n},`.repeat(10)}]`);
  expect(problemLines({}, ['l0: &l0 [a]', ...levels].join('\n'))).toEqual([
    'callthread.yaml:1 uses an alias (*) that cannot be followed. Write the value itself.',
  ]);
  expect(problemLines({}, 'lines: &all { 12345: *all }').length).toBeGreaterThan(0);
});
