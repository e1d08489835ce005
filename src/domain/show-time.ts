/** @returns a time as ISO 8601 to the second: 2026-01-31T09:00:00Z */
export function showTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
