import type { Call } from '../../src/domain/call.ts';
import { audioOf } from './audio-of.ts';
import { type Changed, logCall } from './log-call.ts';
import type { Stage } from './stage.ts';

/** All that the workflow has done for a call: contact, append, assign, the voicemail and the comments. */
export async function logWholeCall(stage: Stage, call: Call, changed: Changed = {}): Promise<void> {
  const { appended } = await logCall(stage, call, changed);
  const { conversationId, subject, inboxId, archived } = appended;
  const thread = { conversationId, subject, inboxId, archived };
  const { checkExisting = false } = changed;
  if (call.voicemailLeft) {
    await stage.untilDone('attachMedia', audioOf(call, thread, { kind: 'voicemail' }));
  }
  for (const comment of call.comments) await stage.untilDone('addComment', { comment, conversationId, checkExisting });
  await stage.front.settled();
}
