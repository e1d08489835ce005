import type { FrontView } from '../../front-context.ts';
import type { CommentRecord, ConversationRecord } from '../../state/records.ts';
import { presentAttachment } from './present-attachment.ts';
import { presentTeammate } from './present-teammate.ts';

export function presentComment(
  { state, baseUrl }: FrontView,
  conversation: ConversationRecord,
  comment: CommentRecord,
): Record<string, unknown> {
  const self = `${baseUrl}/comments/${comment.id}`;
  return {
    _links: {
      self,
      related: { conversation: `${baseUrl}/conversations/${conversation.id}`, mentions: `${self}/mentions` },
    },
    id: comment.id,
    author: presentTeammate(baseUrl, state.author(comment.authorId)),
    body: comment.body,
    posted_at: comment.postedAtMs / 1000,
    attachments: comment.attachments.map((attachment) => presentAttachment(baseUrl, attachment)),
    is_pinned: comment.isPinned,
  };
}
