import { describe, expect, it } from 'vitest';
import type { CommandError } from '../../../src/cli/terminal/errors.ts';
import { readPeriod, showPeriod } from '../../../src/cli/terminal/period.ts';

const nowMs = Date.parse('2026-06-15T12:00:00.700Z');
const read = (from: string, to: string | null, relative = true) => readPeriod({ from, to }, { nowMs, relative });

describe('a period', () => {
  it.each([
    ['24h', null, '2026-06-14T12:00:00Z to 2026-06-15T12:00:00Z'],
    ['7d', '90m', '2026-06-08T12:00:00Z to 2026-06-15T10:30:00Z'],
    ['2026-06-01', '2026-06-02', '2026-06-01T00:00:00Z to 2026-06-02T23:59:59Z'],
    ['2026-06-01', '2026-06-01', '2026-06-01T00:00:00Z to 2026-06-01T23:59:59Z'],
    ['2026-06-01T09:00:00.000Z', '2026-06-01T09:30:00.999Z', '2026-06-01T09:00:00Z to 2026-06-01T09:30:00Z'],
    ['2026-06-01T09:00+02:00', '2026-06-01T09:00:30Z', '2026-06-01T07:00:00Z to 2026-06-01T09:00:30Z'],
  ])('from %s to %s is read as intended', (from, to, shown) => {
    expect(showPeriod(read(from, to).period)).toBe(shown);
    expect(read(from, to).note).toBeNull();
  });

  it.each([
    ['yesterday', null, /^--from: "yesterday" is not a time\. Write a day, as 2026-01-31.*24h or 7d\.$/],
    ['2026-02-30', null, /"2026-02-30" is not a time/],
    ['2026-06-01T09:00', null, /is not a time\. .* with its zone/],
    ['2026-06-01T25:00Z', null, /is not a time/],
    ['24h', '2026-13-01', /^--to: "2026-13-01"/],
    ['2026-06-10', '2026-06-01', /--from 2026-06-10 is after --to 2026-06-01\. Put the earlier time into --from/],
    ['1h', '2h', /is after/],
    ['2027-01-01', null, /--from 2027-01-01 is in the future/],
    ['2025-01-01', '2025-06-01', /--to 2025-06-01 is too long ago: .* six months, since 2025-12-15/],
  ])('from %s to %s is refused: %s', (from, to, message) => {
    expect(() => read(from, to)).toThrow(message);
    expect(() => read(from, to)).toThrow(
      expect.objectContaining({ name: 'CommandError', exitCode: 2 }) as CommandError,
    );
  });

  it('warns when it reaches further back than Aircall lists', () => {
    const { period, note } = read('2025-11-01', '2026-01-31');
    expect(showPeriod(period)).toBe('2025-11-01T00:00:00Z to 2026-01-31T23:59:59Z');
    expect(note).toBe(
      'Aircall lists only the calls of the last six months, since 2025-12-15; older calls are not found.',
    );
  });

  it('cannot be relative when it is part of the workflow id', () => {
    expect(() => read('24h', '2026-06-15', false)).toThrow(/^--from: "24h" is not a time\. Write a day.*\+01:00\.$/);
  });
});
