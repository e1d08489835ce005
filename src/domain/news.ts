import type { CallEvent } from './call-event.ts';
import { expectsRecording, isLoggedAfterAll, mayHaveVoicemail, wantsComments } from './decide.ts';
import type { EntryKind } from './ids.ts';
import { newness } from './merge-events.ts';
import type { Qualification } from './qualification.ts';
import { mappedTags } from './rules.ts';
import type { CallSettings } from './settings.ts';

/** What a closed run has written already, to compare later events with. */
export interface AlreadyWritten {
  state: 'done' | 'skipped';
  /** Why it was skipped. */
  reason: string | null;
  qualification: Qualification | null;
  entries: EntryKind[];
  commentIds: number[];
  tags: string[];
  tagsSaid: string;
}

/** Whether an event after the call's run has closed has anything that is not in Front yet. */
export function saysSomethingNew(event: CallEvent, written: AlreadyWritten, settings: CallSettings): boolean {
  const { call } = event;
  if (written.state === 'skipped') return isLoggedAfterAll(call, written.reason, settings);
  const { entries, commentIds } = written;
  const tags = call.tags === null ? written.tags : mappedTags(call.tags, settings.tags);
  return (
    (newness(event) >= written.tagsSaid && tags.join() !== written.tags.join()) ||
    (wantsComments(call, settings, written.qualification) &&
      call.comments.some(({ id }) => !commentIds.includes(id))) ||
    (call.recordingReady && expectsRecording(call, settings) && !entries.includes('recording')) ||
    (call.voicemailReady && mayHaveVoicemail(call) && !entries.includes('voicemail'))
  );
}
