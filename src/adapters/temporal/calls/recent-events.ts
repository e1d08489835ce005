import { type CallEvent, mergeEvents, newness } from '../../../domain/call-event.ts';
import type { CallSettings } from '../../../domain/settings.ts';

/** Aircall's repeats and later events come within minutes; after this time a repeat is delivered again. */
const rememberedMs = 10 * 60_000;
const maxCalls = 5_000;

interface EventDeduplicator {
  /**
   * Whether Temporal has everything that the event says, as far as this process knows.
   * @param settings those of the call's line
   */
  isKnown(event: CallEvent, settings: Pick<CallSettings, 'tags'>): boolean;
  /** Call it once Temporal has stored the event. */
  remember(event: CallEvent): void;
}

interface Delivered {
  events: CallEvent[];
  atMs: number;
}

/**
 * Events that this process recently delivered. Each signal is a billed action and a workflow task, and most webhooks of a
 * call (and all repeats) add nothing. Until the call has ended only an exact repeat counts as known, since a newer event
 * with the same content may still matter.
 */
export function createEventDeduplicator(nowMs: () => number = Date.now): EventDeduplicator {
  /** The call with the oldest delivery comes first. */
  const calls = new Map<number, Delivered>();
  const deliveredOf = (callId: number): CallEvent[] => {
    const delivered = calls.get(callId);
    return delivered !== undefined && nowMs() - delivered.atMs < rememberedMs ? delivered.events : [];
  };
  return {
    isKnown(event, { tags }) {
      const delivered = deliveredOf(event.call.id);
      if (delivered.some((each) => JSON.stringify(each) === JSON.stringify(event))) return true;
      const followsTags = Object.keys(tags).length > 0;
      return (
        delivered.some(hasEnded) && contentOf(delivered, followsTags) === contentOf([...delivered, event], followsTags)
      );
    },
    remember(event) {
      const { id } = event.call;
      const events = [...deliveredOf(id), event];
      calls.delete(id);
      calls.set(id, { events, atMs: nowMs() });
      for (const [oldest, { atMs }] of calls) {
        if (calls.size <= maxCalls && nowMs() - atMs < rememberedMs) break;
        calls.delete(oldest);
      }
    },
  };
}

function hasEnded({ name }: CallEvent): boolean {
  return name === 'call.ended' || name === 'fetched';
}

/** All that a workflow depends on: the call, and the time of the newest event with its tags. */
function contentOf(events: CallEvent[], followsTags: boolean): string {
  const ofTags = followsTags ? events.filter(({ call }) => call.tags !== null) : [];
  return JSON.stringify([mergeEvents(events), ofTags.map(newness).toSorted().at(-1)]);
}
