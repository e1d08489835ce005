export const chaosModes = ['kills', 'rolling restart', 'front limit'] as const;
/**
 * kills: workers, ingress and the Temporal server are killed at random. rolling restart: one of the two workers is
 * stopped cleanly every ten seconds, in turn. front limit: Front allows few requests a minute, and nothing is killed.
 */
type ChaosMode = (typeof chaosModes)[number];

/** One run. All of its random decisions come from `seed`. */
export interface ChaosOptions {
  seed: number;
  mode: ChaosMode;
  calls: number;
  /** Whether agents comment. A comment that may be lost is looked for over five minutes before it is written again. */
  comments: boolean;
  /** The calls begin within this time. */
  arrivalMs: number;
  /** Faults and kills go on for this long. */
  stormMs: number;
  /** After the storm, all must be done within this time. */
  calmMs: number;
}

/** A seed of one's own (`CHAOS_SEED`), else one by chance. */
export function chaosSeed(): number {
  const { CHAOS_SEED: given } = process.env;
  return given === undefined ? Math.floor(Math.random() * 1_000_000) : Number(given);
}
