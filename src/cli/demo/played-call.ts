import type { ScriptedCall, Story } from './story.ts';

/** A scripted call, and what has become of it so far. */
export interface PlayedCall {
  story: Story;
  scripted: ScriptedCall;
  /** Aircall's; null before it rings. */
  callId: number | null;
  /** UNIX seconds, by Aircall; null before it rings. */
  endedAtSeconds: number | null;
  /** As Temporal tells it; null while there is no workflow. */
  workflow: SeenWorkflow | null;
  /** How Front differs from what is expected; null before it was looked at. */
  differences: string[] | null;
}

export interface SeenWorkflow {
  /** The search attribute `CallthreadState`. */
  state: string;
  qualification: string | null;
  /** Of the `state` query, while it runs. */
  waitingFor: string[];
  /** What a parked call says to the person who looks at it. */
  parked: string[];
}

/** @returns every call of the stories, in the order of the stories, none of them begun */
export function unplayed(stories: Story[]): PlayedCall[] {
  return stories.flatMap((story) =>
    story.acts.flat().map((scripted) => ({
      story,
      scripted,
      callId: null,
      endedAtSeconds: null,
      workflow: null,
      differences: null,
    })),
  );
}
