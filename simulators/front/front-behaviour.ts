/**
 * How this Front behaves where the documents leave it open, or where it misbehaves. Tests change it while it runs; what
 * befalls single requests (slow, cut, refused) is a fault instead. The defaults are the harder way.
 */
export interface FrontBehaviour {
  /** An import appears between half of this and this after its 202. */
  importDelayMs: number;
  /** Imports that are accepted (202) and never become messages; null for none. */
  dropImports: DroppedImports | null;
  /** Whether an import with `is_archived: false` opens an archived conversation. */
  importsReopen: boolean;
  /** The status of look-ups by a phone handle that is not E.164; null answers them like any other. */
  refuseSpellings: number | null;
  /** Whether the token sees conversations of private inboxes; otherwise they are a 404, and in no list. */
  seesPrivate: boolean;
  /** Whether it refuses to edit comments (403), as of one that another token made. */
  refusesEdits: boolean;
}

export interface DroppedImports {
  /** Source of a regular expression, matched on the import's body as JSON. */
  matching: string;
  /** Whether a later import with the same external_id is taken (`forgotten`) or dropped as a repeat (`kept`). */
  externalId: 'forgotten' | 'kept';
  /** How many are dropped; without it, all. */
  times?: number;
}

export const strictBehaviour: FrontBehaviour = {
  importDelayMs: 100,
  dropImports: null,
  importsReopen: false,
  refuseSpellings: null,
  seesPrivate: false,
  refusesEdits: false,
};
