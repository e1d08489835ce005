import type { JournalEntry } from '../../simulators/kit/journal.ts';

const front: [method: string, path: RegExp, name: string][] = [
  ['POST', /^\/inboxes\/[^/]+\/imported_messages$/, 'import a message'],
  ['GET', /^\/contacts\/[^/]+\/conversations$/, "list a contact's conversations"],
  ['POST', /^\/contacts$/, 'create a contact'],
  ['POST', /^\/contacts\/[^/]+\/handles$/, 'add a handle'],
  ['GET', /^\/conversations\/[^/]+\/inboxes$/, "list a conversation's inboxes"],
  ['GET', /^\/conversations\/[^/]+\/messages$/, "list a conversation's messages"],
  ['GET', /^\/conversations\/[^/]+\/comments$/, "list a conversation's comments"],
  ['POST', /^\/conversations\/[^/]+\/comments$/, 'add a comment'],
  ['POST', /^\/conversations\/[^/]+\/links$/, 'add a link'],
  ['GET', /^\/conversations\/[^/]+$/, 'get a conversation'],
  ['PATCH', /^\/conversations\/[^/]+$/, 'change a conversation'],
  ['PUT', /^\/conversations\/[^/]+\/assignee$/, 'assign'],
  ['GET', /^\/messages\/[^/]+$/, 'get a message'],
];

/** @returns a request to Front in words; unknown ones as method and path */
export function nameRequest({ method, path }: JournalEntry): string {
  return front.find(([itsMethod, itsPath]) => itsMethod === method && itsPath.test(path))?.[2] ?? `${method} ${path}`;
}

/** @returns how often each occurs */
export function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** @returns `a 2, b 1`, the most frequent first */
export function inWords(counts: Record<string, number>): string {
  return Object.entries(counts)
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, count]) => (count === 1 ? name : `${name} ${count}`))
    .join(', ');
}

export function sumOf(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
