import { describe, expect, it } from 'vitest';
import { addDays, countDays, dayAt, isDay, startOfDay } from '../../../src/http/admin/days.ts';

describe('startOfDay', () => {
  it.each([
    ['2026-03-02', 'Europe/Paris', '2026-03-01T23:00:00Z'],
    ['2026-07-02', 'Europe/Paris', '2026-07-01T22:00:00Z'],
    ['2026-03-29', 'Europe/Paris', '2026-03-28T23:00:00Z'],
    ['2026-03-30', 'Europe/Paris', '2026-03-29T22:00:00Z'],
    ['2026-01-01', 'UTC', '2026-01-01T00:00:00Z'],
    ['2026-01-01', 'Pacific/Kiritimati', '2025-12-31T10:00:00Z'],
    ['2026-01-01', 'Pacific/Pago_Pago', '2026-01-01T11:00:00Z'],
    ['2026-01-01', 'Asia/Kathmandu', '2025-12-31T18:15:00Z'],
    // Clocks went forward at midnight: the day began at one o'clock.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00Z'],
  ])('of %s in %s is %s', (day, timezone, expected) => {
    expect(new Date(startOfDay(day, timezone) * 1000).toISOString()).toBe(expected.replace('Z', '.000Z'));
    expect(dayAt(startOfDay(day, timezone) * 1000, timezone)).toBe(day);
    expect(dayAt(startOfDay(day, timezone) * 1000 - 1, timezone)).toBe(addDays(day, -1));
  });
});

describe('days', () => {
  it('follow the calendar', () => {
    expect(['2026-02-28', '2024-02-29', '2026-12-31'].every(isDay)).toBe(true);
    expect(['2026-02-29', '2026-13-01', '2026-1-1', '1026-01-01', '2026-01-01T00:00', ''].some(isDay)).toBe(false);
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(countDays('2026-03-28', '2026-03-30')).toBe(3);
    expect(countDays('2026-03-02', '2026-03-01')).toBe(0);
  });
});
