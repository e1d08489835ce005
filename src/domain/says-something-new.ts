import type { CallEvent } from './call-event.ts';
import { expectsRecording, mayHaveVoicemail, wantsComments } from './decide.ts';
import type { CallSettings } from './settings.ts';
import { mappedTags } from './tags.ts';
import type { EntryKind } from './thread-keys.ts';

/** What a closed run has done of what later events may still bring. */
export interface AlreadyWritten {
  state: 'done' | 'skipped';
  entries: EntryKind[];
  commentIds: number[];
  tags: string[];
  saidAtSeconds: number;
}

/** Whether an event that comes after its call's run has closed brings anything that is not in Front yet. */
export function saysSomethingNew(
  { call, saidAtSeconds }: CallEvent,
  written: AlreadyWritten,
  settings: CallSettings,
): boolean {
  if (written.state === 'skipped') return false;
  const { entries, commentIds } = written;
  const tags = mappedTags(call.tags, settings.tags);
  return (
    (saidAtSeconds >= written.saidAtSeconds && tags.join() !== written.tags.join()) ||
    (wantsComments(call, settings) && call.comments.some(({ id }) => !commentIds.includes(id))) ||
    (call.recordingReady && expectsRecording(call, settings) && !entries.includes('recording')) ||
    (call.voicemailReady && mayHaveVoicemail(call) && !entries.includes('voicemail'))
  );
}
