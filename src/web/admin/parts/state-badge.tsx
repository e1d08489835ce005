const tones: Record<string, string> = {
  logged: 'good',
  done: 'good',
  parked: 'bad',
  seen: 'warn',
  waiting: 'info',
  logging: 'info',
  media: 'info',
};

/** How a call stands; the colour only repeats the word. */
export function StateBadge({ state, names }: { state: string; names: Record<string, string> }) {
  return <span className={`badge badge-${tones[state] ?? 'plain'}`}>{names[state] ?? state}</span>;
}
