import type { FrontView } from '../../front-context.ts';
import type { FrontEvent } from '../../state/front-event.ts';
import { presentComment } from './present-comment.ts';
import { presentConversation } from './present-conversation.ts';
import { presentInbox } from './present-inbox.ts';
import { presentLink } from './present-link.ts';
import { presentMessage } from './present-message.ts';
import { presentTag } from './present-tag.ts';
import { presentTeammate } from './present-teammate.ts';

/** What Front's Events API calls each of the webhook's types. */
const eventTypes: Record<FrontEvent['type'], string> = {
  inbound_received: 'inbound',
  outbound_sent: 'outbound',
  conversation_archived: 'archive',
  conversation_reopened: 'reopen',
  conversation_deleted: 'trash',
  conversation_restored: 'restore',
  conversation_moved: 'move',
  new_comment_added: 'comment',
  assignee_changed: 'assign',
  tag_added: 'tag',
  tag_removed: 'untag',
  link_added: 'link_added',
  link_removed: 'link_removed',
};

/** The event as a webhook's payload, the whole conversation with it. */
export function presentEvent(view: FrontView, event: FrontEvent, id: string): Record<string, unknown> {
  const isUnassigned = event.type === 'assignee_changed' && event.assigneeId === null;
  const target = presentTarget(view, event);
  return {
    _links: { self: `${view.baseUrl}/events/${id}` },
    id,
    type: isUnassigned ? 'unassign' : eventTypes[event.type],
    emitted_at: Date.now() / 1000,
    source: presentSource(view, event),
    ...(target === undefined ? {} : { target }),
    conversation: presentConversation(view, event.conversation),
  };
}

function presentSource({ state, baseUrl }: FrontView, { actor, conversation, type }: FrontEvent): unknown {
  if (type === 'inbound_received') {
    const inboxes = state.inboxes.filter((inbox) => conversation.inboxIds.includes(inbox.id));
    return { _meta: { type: 'inboxes' }, data: inboxes.map((inbox) => presentInbox(baseUrl, inbox)) };
  }
  if (actor.kind === 'teammate') {
    return { _meta: { type: 'teammate' }, data: presentTeammate(baseUrl, state.author(actor.id)) };
  }
  return { _meta: { type: actor.kind } };
}

function presentTarget(view: FrontView, event: FrontEvent): unknown {
  const { state, baseUrl } = view;
  const of = (type: string, data: unknown) => ({ _meta: { type }, data });
  if ('message' in event) return of('message', presentMessage(view, event.conversation, event.message));
  if ('comment' in event) return of('comment', presentComment(view, event.conversation, event.comment));
  if ('tag' in event) return of('tag', presentTag(baseUrl, event.tag));
  if ('link' in event) return of('link', presentLink(baseUrl, event.link));
  if ('inbox' in event) return of('inboxes', presentInbox(baseUrl, event.inbox));
  if (event.type !== 'assignee_changed' || event.assigneeId === null) return undefined;
  return of('teammate', presentTeammate(baseUrl, state.author(event.assigneeId)));
}
