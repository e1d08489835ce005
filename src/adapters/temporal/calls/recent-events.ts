import { type CallEvent, mergeEvents, newness } from '../../../domain/call-event.ts';
import type { CallSettings } from '../../../domain/settings.ts';

/** Aircall repeats and follows up within minutes; what is told later than this is told again. */
const rememberedMs = 10 * 60_000;
const mostCalls = 5_000;

interface ToldEvents {
  /**
   * Whether the event says nothing that Temporal has not stored already, as far as this process knows.
   * @param settings those of the call's line
   */
  isKnown(event: CallEvent, settings: Pick<CallSettings, 'tags'>): boolean;
  /** Temporal has stored it. */
  remember(event: CallEvent): void;
}

interface Told {
  events: CallEvent[];
  atMs: number;
}

/**
 * What this process has told Temporal of late. Each signal is a billed action and a workflow task, and most webhooks of a
 * call (and all repeats) say nothing new: they need not be told. Before the call has ended only an exact repeat counts as
 * known: until then a newer word may matter though it says the same.
 */
export function rememberTold(nowMs: () => number = Date.now): ToldEvents {
  /** The call told of longest ago comes first. */
  const calls = new Map<number, Told>();
  const toldOf = (callId: number): CallEvent[] => {
    const told = calls.get(callId);
    return told !== undefined && nowMs() - told.atMs < rememberedMs ? told.events : [];
  };
  return {
    isKnown(event, { tags }) {
      const told = toldOf(event.call.id);
      if (told.some((each) => JSON.stringify(each) === JSON.stringify(event))) return true;
      const followsTags = Object.keys(tags).length > 0;
      return told.some(hasEnded) && saying(told, followsTags) === saying([...told, event], followsTags);
    },
    remember(event) {
      const { id } = event.call;
      const events = [...toldOf(id), event];
      calls.delete(id);
      calls.set(id, { events, atMs: nowMs() });
      for (const [eldest, { atMs }] of calls) {
        if (calls.size <= mostCalls && nowMs() - atMs < rememberedMs) break;
        calls.delete(eldest);
      }
    },
  };
}

function hasEnded({ name }: CallEvent): boolean {
  return name === 'call.ended' || name === 'fetched';
}

/** All that a workflow goes by: what the call is, and how new the word on its tags is. */
function saying(events: CallEvent[], followsTags: boolean): string {
  const ofTags = followsTags ? events.filter(({ call }) => call.tags !== null) : [];
  return JSON.stringify([mergeEvents(events), ofTags.map(newness).toSorted().at(-1)]);
}
