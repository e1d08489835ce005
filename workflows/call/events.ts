import { condition, setHandler } from '@temporalio/workflow';
import type { Call, Line } from '../../src/domain/call.ts';
import type { CallEvent } from '../../src/domain/call-event.ts';
import { mergeEvents, newness } from '../../src/domain/call-event.ts';
import { aircallEvent } from '../messages.ts';

export interface CallEvents {
  /** All events so far, merged into one call. */
  call(): Call;
  /** The line as the run's first event has it: that event's settings came with the start. */
  firstLine(): Line | undefined;
  /** Resolves once there is any event. */
  first(): Promise<void>;
  any(): boolean;
  has(name: CallEvent['name']): boolean;
  /** The newness of the latest event that lists the call's tags (see `newness`); '' if none does. */
  tagsSaid(): string;
  add(event: CallEvent): void;
}

/**
 * Collects Aircall's events; the handler only records, the main flow acts.
 * @param given the event that the run was started with, if it did not come as a signal
 */
export function collectEvents(given?: CallEvent): CallEvents {
  const events: CallEvent[] = [];
  const texts = new Set<string>();
  let merged: Call | null = null;
  const add = (event: CallEvent): void => {
    const text = JSON.stringify(event);
    if (texts.has(text)) return;
    texts.add(text);
    events.push(event);
    merged = null;
  };
  if (given !== undefined) add(given);
  setHandler(aircallEvent, add);
  return {
    add,
    call: () => (merged ??= mergeEvents(events)),
    firstLine: () => events[0]?.call.line,
    any: () => events.length > 0,
    first: () => condition(() => events.length > 0),
    tagsSaid: () =>
      events
        .map((event) => (event.call.tags === null ? '' : newness(event)))
        .toSorted()
        .at(-1) ?? '',
    has: (name) => events.some((event) => event.name === name),
  };
}
