import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { createScreen, type Frame, type Row } from '../../demo/screen.ts';

function fakeStream(size: { isTTY: boolean; columns: number; rows: number }) {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });
  return { stream: Object.assign(stream, size) as unknown as NodeJS.WriteStream, written };
}

function frameOf(...rows: [mark: Row['mark'], text: string][]): Frame {
  return {
    head: ['the demo'],
    rows: rows.map(([mark, text]) => ({ mark, text, detail: ' (waits)' })),
    foot: ['the end'],
  };
}

test('prints each change on its own line without a terminal', () => {
  const { stream, written } = fakeStream({ isTTY: false, columns: 80, rows: 24 });
  const screen = createScreen(stream);
  screen.show(frameOf(['·', 'one'], ['…', 'two']));
  screen.show(frameOf(['·', 'one'], ['…', 'two']));
  screen.show(frameOf(['…', 'one'], ['…', 'two']));
  screen.close(frameOf(['✓', 'one'], ['…', 'two']));
  expect(written.join('')).toBe('the demo\n… two\n… one\n✓ one\nthe end\n');
});

test('redraws a terminal within its height and width, and restores the cursor', () => {
  const { stream, written } = fakeStream({ isTTY: true, columns: 12, rows: 6 });
  const screen = createScreen(stream);
  const many = Array.from({ length: 9 }, (_, place): [Row['mark'], string] => [place < 6 ? '✓' : '…', `call ${place}`]);
  screen.show(frameOf(...many));
  screen.show(frameOf(...many));
  const [first = '', second = ''] = written;
  const lines = first.split('\n').slice(0, -1);
  expect(lines).toHaveLength(5);
  expect(second.startsWith('\x1b[5A')).toBe(true);
  expect(first).toContain('… call 8');
  expect(first).not.toContain('call 0');
  for (const line of lines) expect(stripVTControlCharacters(line).length).toBeLessThan(12);
  screen.close(frameOf(...many));
  expect(written.slice(2).join('')).toContain('call 0');
  expect(written.at(-1)).toContain('\x1b[?25h');
});

test("cuts a long end to the terminal's height, and shows it in full at the close", () => {
  const { stream, written } = fakeStream({ isTTY: true, columns: 40, rows: 8 });
  const screen = createScreen(stream);
  const frame = { ...frameOf(['✗', 'one']), foot: Array.from({ length: 20 }, (_, place) => `difference ${place}`) };
  screen.show(frame);
  expect(written.join('').split('\n').length).toBeLessThanOrEqual(8);
  screen.close(frame);
  expect(written.join('')).toContain('difference 19');
});
