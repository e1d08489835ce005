import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { describePace, trackPace } from '../../../src/cli/commands/backfill.ts';
import { drawBar, progressLine } from '../../../src/cli/terminal/progress.ts';

function stream(isTTY: boolean): { written: () => string; stream: NodeJS.WriteStream } {
  const pass = new PassThrough();
  let text = '';
  pass.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { written: () => text, stream: Object.assign(pass, { isTTY, columns: 20 }) as unknown as NodeJS.WriteStream };
}

describe('the progress line', () => {
  it('redraws itself in a terminal, and never wraps', () => {
    const { written, stream: terminal } = stream(true);
    const line = progressLine(terminal);
    line.show('one');
    line.show('one');
    line.show('a line that is longer than the terminal');
    line.end();
    expect(written()).toBe('\rone\x1b[K\ra line that is long\x1b[K\n');
  });

  it('prints plain lines elsewhere, at a limited rate', () => {
    vi.useFakeTimers();
    const { written, stream: file } = stream(false);
    const line = progressLine(file);
    for (const text of ['one', 'two', 'three']) {
      line.show(text);
      vi.advanceTimersByTime(2_600);
    }
    line.end();
    vi.useRealTimers();
    expect(written()).toBe('one\nthree\n');
  });

  it.each([
    [0, 0, ''],
    [0, 4, '[░░░░░░░░░░░░░░░░░░░░] 0 %'],
    [1, 4, '[█████░░░░░░░░░░░░░░░] 25 %'],
    [9, 4, '[████████████████████] 100 %'],
  ])('draws the bar of %i of %i', (done, total, bar) => {
    expect(drawBar(done, total)).toBe(bar);
  });
});

describe('the pace', () => {
  it('covers the last minutes', () => {
    const pace = trackPace();
    expect(pace.at(0, 600, 0)).toEqual({ perMinute: null, restMs: null });
    expect(pace.at(10, 600, 60_000)).toEqual({ perMinute: 10, restMs: 59 * 60_000 });
    expect(pace.at(10, 600, 300_000).perMinute).toBe(2);
    expect(pace.at(30, 600, 360_000).perMinute).toBe(4);
    expect(pace.at(30, 600, 3_600_000)).toEqual({ perMinute: null, restMs: null });
  });

  it.each([
    [{ perMinute: null, restMs: null }, ''],
    [{ perMinute: 8.06, restMs: 46 * 60_000 }, '8.1 a minute · 46 min left'],
    [{ perMinute: 120.4, restMs: 45_000 }, '120 a minute · 45 s left'],
    [{ perMinute: 1, restMs: 20.5 * 3_600_000 }, '1.0 a minute · 20 h 30 min left'],
  ])('is described as text: %j', (pace, words) => {
    expect(describePace(pace).join(' · ')).toBe(words);
  });
});
