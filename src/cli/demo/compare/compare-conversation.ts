import type { FrontState } from '../../../../simulators/front/state/front-state.ts';
import type { ConversationRecord } from '../../../../simulators/front/state/records.ts';
import type { PlayedCall } from '../played-call.ts';
import type { Say } from '../say.ts';
import { findCall } from './find-call.ts';
import { unlike } from './unlike.ts';

/** @returns how the call's conversation differs from what is expected after this call */
export function compareConversation(front: FrontState, { callId, scripted }: PlayedCall, say: Say): string[] {
  const [place] = callId === null ? [] : findCall(front, callId);
  if (place === undefined) return [];
  const { conversation } = place;
  const { subject, inbox, status, assignee, tags = [] } = scripted.expected;
  const assigned = front.teammates.find(({ id }) => id === conversation.assigneeId);
  return [
    ...unlike(say, say('subject', 'objet'), conversation.subject, subject),
    ...unlike(say, say('inboxes', 'boîtes'), namesOf(front.inboxes, conversation.inboxIds), [inbox]),
    ...unlike(say, say('status', 'état'), conversation.status, status),
    ...unlike(
      say,
      say('assignee', 'assigné à'),
      assigned ? `${assigned.firstName} ${assigned.lastName}` : null,
      assignee,
    ),
    ...unlike(say, say('tags', 'étiquettes'), namesOf(front.tags, conversation.tagIds), tags),
  ];
}

/** @returns the call's comments that are not there once, by their author. Those of other calls are not looked at. */
export function compareComments(front: FrontState, { callId, scripted }: PlayedCall, say: Say): string[] {
  const [place] = callId === null ? [] : findCall(front, callId);
  if (place === undefined) return [];
  const written = commentsOf(front, place.conversation);
  return (scripted.expected.comments ?? []).flatMap(({ author, text }) => {
    const found = written.filter((comment) => comment.text.trim() === text);
    return unlike(
      say,
      say(`authors of the comment “${text}”`, `auteurs du commentaire « ${text} »`),
      found.map((comment) => comment.author),
      [author],
    );
  });
}

function commentsOf(front: FrontState, { comments }: ConversationRecord): { author: string; text: string }[] {
  return comments.map(({ authorId, body }) => {
    const { firstName, lastName } = front.author(authorId);
    return { author: `${firstName} ${lastName}`, text: body };
  });
}

function namesOf(all: { id: string; name: string }[], ids: string[]): string[] {
  return ids.map((id) => all.find((one) => one.id === id)?.name ?? id);
}
