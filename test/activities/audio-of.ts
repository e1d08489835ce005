import type { MediaInput, Thread } from '../../activities/contract.ts';
import type { Call } from '../../src/domain/call.ts';
import { qualify } from '../../src/domain/qualification.ts';

/** @returns what the workflow asks for the audio of a call, a recording unless it is said otherwise */
export function audioOf(call: Call, thread: Thread, changed: Partial<MediaInput> = {}): MediaInput {
  const qualification = qualify(call);
  const lineName = call.line.name;
  return {
    kind: 'recording',
    call,
    qualification,
    recordings: 'link',
    thread,
    lineName,
    gaveUpAfterSeconds: null,
    ...changed,
  };
}
