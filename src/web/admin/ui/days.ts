/** Calendar days as `2026-01-31`: they have no time zone, so UTC serves to count them. */

/** @returns the day that many days later */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** @returns every day of the range, both ends included, cut off after `max` days */
export function daysBetween(from: string, to: string, max = 1200): string[] {
  const days: string[] = [];
  for (let day = from; day <= to && days.length < max; day = addDays(day, 1)) days.push(day);
  return days;
}

export const presetNames = ['today', 'yesterday', 'week', 'month', 'thisMonth', 'lastMonth'] as const;
export type PresetName = (typeof presetNames)[number];

/** @returns the range that a preset means, given today */
export function presetDays(name: PresetName, today: string): { from: string; to: string } {
  const firstOfMonth = `${today.slice(0, 8)}01`;
  switch (name) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'week':
      return { from: addDays(today, -6), to: today };
    case 'month':
      return { from: addDays(today, -29), to: today };
    case 'thisMonth':
      return { from: firstOfMonth, to: today };
    case 'lastMonth': {
      const last = addDays(firstOfMonth, -1);
      return { from: `${last.slice(0, 8)}01`, to: last };
    }
  }
}
