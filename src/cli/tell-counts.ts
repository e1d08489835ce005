import type { CallCounts } from '../../workflows/messages.ts';

/** @returns the counts in words: `120 calls seen, 3 started, 110 known, 7 not to be logged` */
export function tellCounts(
  { seen, started, known, notEnded, unwanted, unreadable }: CallCounts,
  verb = 'started',
): string {
  const rest: Array<[count: number, words: string]> = [
    [unwanted, 'not to be logged'],
    [notEnded, 'not over, or only just'],
    [unreadable, 'not readable'],
  ];
  const told = rest.flatMap(([count, words]) => (count > 0 ? [`${count} ${words}`] : []));
  return [`${seen} ${seen === 1 ? 'call' : 'calls'} seen`, `${started} ${verb}`, `${known} known`, ...told].join(', ');
}
