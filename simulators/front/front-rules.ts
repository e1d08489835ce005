import type { Background } from './background.ts';
import { addTags, moveToInbox, removeTags } from './state/change-conversation.ts';
import type { FrontData } from './state/front-data.ts';
import type { FrontEvent } from './state/front-event.ts';
import type { InboxRecord, TagRecord } from './state/records.ts';

/**
 * The two automations that users of phone apps set up in Front: a comment with "Test" tags the conversation, a new
 * voicemail moves it; archiving undoes both. Front runs rules a moment after what set them off, and so do these.
 */
export function startFrontRules(data: FrontData, background: Background, nextDelayMs: () => number): void {
  data.onEvent((event) => {
    if (event.actor.kind === 'rule') return;
    const act = ruleAction(data, event);
    if (act !== undefined) background.after(nextDelayMs(), act);
  });
}

function ruleAction(data: FrontData, event: FrontEvent): (() => void) | undefined {
  const change = { data, conversation: event.conversation, actor: { kind: 'rule' as const } };
  if (event.type === 'new_comment_added' && /test/i.test(event.comment.body)) {
    return () => {
      addTags(change, [followUp(data)]);
    };
  }
  if (
    event.type === 'inbound_received' &&
    !event.skipsRules &&
    /voicemail|message vocal/i.test(event.message.subject)
  ) {
    return () => {
      moveToInbox(change, inboxNamed(data, 'Voicemail'));
    };
  }
  if (event.type === 'conversation_archived' && !event.skipsRules) {
    return () => {
      removeTags(change, [followUp(data)]);
      const isVoicemail = event.conversation.inboxIds.includes(inboxNamed(data, 'Voicemail').id);
      if (isVoicemail) moveToInbox(change, inboxNamed(data, 'Aircall Phone'));
    };
  }
  return undefined;
}

function followUp(data: FrontData): TagRecord {
  return data.tags.find(({ name }) => name === 'Follow-up') ?? data.addTag('Follow-up');
}

function inboxNamed(data: FrontData, name: string): InboxRecord {
  const inbox = data.inboxes.find((candidate) => candidate.name === name);
  if (inbox === undefined) throw new Error(`Front's rules need an inbox named ${name}`);
  return inbox;
}
