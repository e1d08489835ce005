import type { AircallNotes } from '../aircall-state.ts';
import { noteEvents } from '../bodies/note-body.ts';
import type { CallPlan, CallStep } from './call-step.ts';

/** AI Assist's notes: seconds to minutes after the call, each for itself (Aircall's guide to AI Assist). */
export function planNotes({ script, call, state, endMs }: CallPlan): CallStep[] {
  const planned = Object.entries(script.notes ?? {}) as Array<
    [keyof AircallNotes, { content: never; afterEndMs: number } | undefined]
  >;
  return planned.flatMap(([kind, note]) => {
    if (note === undefined) return [];
    const apply = () => state.notes.set(call.id, { ...state.notes.get(call.id), [kind]: note.content });
    return [{ atMs: endMs + note.afterEndMs, event: noteEvents[kind], apply }];
  });
}
