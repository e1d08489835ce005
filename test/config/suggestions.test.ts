import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closestWord } from '../../src/config/suggestions.ts';

const keys = ['inbox', 'name', 'log', 'requestsPerMinute', 'outbound-unanswered'];

test.each([
  ['inbx', 'inbox'],
  ['Inbox', 'inbox'],
  ['nibox', 'inbox'],
  ['nam', 'name'],
  ['lgo', 'log'],
  ['requestPerMinut', 'requestsPerMinute'],
  ['outboundunanswered', 'outbound-unanswered'],
  ['dog', 'log'],
  ['cat', null],
  ['lo-gs', null],
  ['', null],
  ['voicemail', null],
])('suggests for %j: %j', (written, meant) => {
  expect(closestWord(written, keys)).toBe(meant);
});

test('prefers the nearer of two words', () => {
  expect(closestWord('FRONT_API_TOKE', ['FRONT_API_TOKENS', 'FRONT_API_TOKEN'])).toBe('FRONT_API_TOKEN');
});

test('recognizes a word with up to two letters missing, added or wrong, or with two swapped', () => {
  const slip = fc.tuple(fc.nat(), fc.constantFrom('drop', 'insert', 'replace'));
  const swap = fc.tuple(fc.nat(), fc.constant('swap'));
  const slips = fc.oneof(fc.array(slip, { minLength: 1, maxLength: 2 }), fc.tuple(swap));
  fc.assert(
    fc.property(slips, (made) => {
      expect(closestWord(made.reduce(slipIn, 'timezone'), ['timezone'])).toBe('timezone');
    }),
  );
});

function slipIn(word: string, [where, kind]: [number, string]): string {
  const at = where % word.length;
  const [before, letter, after] = [word.slice(0, at), word.slice(at, at + 1), word.slice(at + 1)];
  if (kind === 'drop') return before + after;
  if (kind === 'insert') return `${before}q${letter}${after}`;
  if (kind === 'replace') return `${before}q${after}`;
  return before + after.slice(0, 1) + letter + after.slice(1);
}
