import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inertLine, inertText, readsAlike } from '../../src/domain/inert-text.ts';
import { anyText, textOf } from '../properties/any-text.ts';

describe('inertText', () => {
  it.each([
    ['<img src=x onerror=alert(1)><script>alert(2)</script>', '‹img src=x onerror=alert(1)›‹script›alert(2)‹/script›'],
    ['a < b && c > d', 'a ‹ b && c › d'],
    ['&lt;b&gt; &#60;i &LT; &amp', '＆lt;b＆gt; ＆#60;i ＆LT; ＆amp'],
    ['AT&T, Marks & Spencer, R&D; Q&A', 'AT&T, Marks & Spencer, R&D; Q&A'],
    ['[click](javascript:alert(3))', '[click］(javascript∶alert(3))'],
    ['JavaScript :x vbscript:y data:text/html,z file:///etc', 'JavaScript ∶x vbscript∶y data∶text/html,z file∶///etc'],
    ['data: 5, time: 10:30', 'data: 5, time: 10:30'],
    ['![x](https://a.example/b_c_.png)', '![x］(https://a.example/b_c_.png)'],
    ['[x][1]\n[1]: https://a.example', '[x］[1]\n[1］: https://a.example'],
    ['<https://a.example>', '‹https://a.example›'],
    ['see https://a.example/~x?a=1&lt=2#_b_ now', 'see https://a.example/~x?a=1&lt=2#_b_ now'],
    ['*https://a.example*', '∗https://a.example∗'],
    ['**bold** _it_ __x__ snake_case 2 * 3', '∗∗bold∗∗ ＿it＿ ＿＿x＿＿ snake_case 2 * 3'],
    ['`code` ~~gone~~ ~gone~ about ~10', 'ˋcodeˋ ∼∼gone∼∼ ~gone∼ about ~10'],
    ['# Title\n#12\nx # y', '＃ Title\n#12\nx # y'],
    ['- one\n* two\n+ three\n3. four\n7) five', '‐ one\n∗ two\n＋ three\n3․ four\n7） five'],
    ['Title\n---\na | b\n--|--\nTitle\n===', 'Title\n‐‐‐\na | b\n‐‐|‐‐\nTitle\n＝＝＝'],
    ['a\n    code', 'a\n\u00A0\u00A0\u00A0\u00A0code'],
    ['C:\\_x \\* end\\', 'C:\\＿x \\∗ end⧵'],
    ['a\r\nb\rc\u2028d\u0085e', 'a\nb\nc\nd\ne'],
    ['left \u202Eright\u202C \u2066x\u2069 a\u200Bb\uFEFFc\u00ADd\u0007', 'left right x abcd'],
    ['👩‍👩‍👧 می‌خواهم a\u200Db', '👩‍👩‍👧 می‌خواهم ab'],
    ['\u2800 \uFE0F\u034F\u3164', ''],
    ['\u{E0020}\u180B', ''],
  ])('writes %j as %j', (text, inert) => {
    expect(inertText(text)).toBe(inert);
  });

  const markup = fc.constantFrom(
    '<',
    '>',
    '&',
    'lt;',
    '#',
    '[',
    ']',
    '(',
    ')',
    ':',
    '*',
    '_',
    '~',
    '`',
    '\\',
    '-',
    '=',
    '|',
    '1.',
    '!',
    '"',
    'javascript',
    'data:text/',
    'https://a.example/',
    'x',
    ' ',
    '\n',
    '\t',
    '\r',
    '\u202E',
    '\u200D',
    '\uFFFF',
  );
  const anything = fc.oneof(
    anyText.map(textOf),
    fc.string({ unit: 'binary' }),
    fc.array(markup, { maxLength: 40 }).map((parts) => parts.join('')),
  );

  it('leaves no HTML or Markdown in any text', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const inert = inertText(text);
        expect(inert).not.toMatch(/[<>`\r\uFFFF]|[\u202A-\u202E\u2066-\u2069\u200B]/);
        // Other than nothing, so that what is around an address does not become one word.
        expect(inert.replace(/https?:\S+/gi, 'x')).not.toMatch(/\]\(|(?:java|vb)script\s*:|&(?:lt|#)/i);
        expect(inert).not.toMatch(/^ {0,3}(?:#+|[-+*]|\d+\.)\s/m);
      }),
      { numRuns: 2000 },
    );
  });

  it('does not change inert text', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const inert = inertText(text);
        expect(inertText(inert)).toBe(inert);
        expect(inertLine(inertLine(text))).toBe(inertLine(text));
      }),
      { numRuns: 2000 },
    );
  });

  // A text whose work grows with the square of its length would keep the process busy for minutes.
  it.each(['a', ' ', '\n', '\t', '_', '*', '- ', '|', 'javascript ', 'data:', 'http://a ', '&a', '\u200D', '\\'])(
    'reads a megabyte of %j',
    (sign) => {
      expect(inertText(`x${sign.repeat(1_000_000 / sign.length)}y`)).toMatch(/^x.*y$/s);
    },
  );

  it('keeps words, numbers and punctuation of any language', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...Array.from('aÉßñ中עع한 0123456789.,;?!\'"/@%+€()-')),
      minLength: 1,
    });
    fc.assert(
      fc.property(letters, (text) => {
        const plain = `x${text.trim()}x`;
        expect(inertText(plain)).toBe(plain);
      }),
    );
  });
});

describe('inertLine', () => {
  it.each([
    ['Jean\r\nAgent: Boss', 'Jean Agent: Boss'],
    ['Dupont\nRecording: https://elsewhere.example/x', 'Dupont Recording: https://elsewhere.example/x'],
    [' a\u2028b\u2029c\u0085d\ve\ff\tg\u00A0h ', 'a b c d e f g h'],
    ['\u200B\u202E\u00AD', ''],
    ['x'.repeat(200), 'x'.repeat(200)],
    ['😀'.repeat(201), `${'😀'.repeat(199)}…`],
  ])('writes %j as %j', (text, line) => {
    expect(inertLine(text)).toBe(line);
  });
});

describe('readsAlike', () => {
  it.each([
    ['<b>\r\n x', '‹b›\nx', true],
    ['e\u0301', '\u00E9', true],
    ['a b', 'a c', false],
  ])('compares %j with %j: %j', (one, other, alike) => {
    expect(readsAlike(one, other)).toBe(alike);
  });
});
