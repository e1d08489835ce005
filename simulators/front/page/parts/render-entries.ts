import { html, type Markup } from '../../../kit/markup.ts';
import type { FrontState } from '../../state/front-state.ts';
import type { CommentRecord, ConversationRecord, MessageRecord } from '../../state/records.ts';
import { fullName, renderTime } from './render-parts.ts';
import { renderText } from './render-text.ts';

/** Messages and comments as one story, oldest first. */
export function renderEntries(state: FrontState, { messages, comments }: ConversationRecord): Markup {
  const entries = [
    ...messages.map((message) => ({ atMs: message.createdAtSeconds * 1000, entry: renderMessage(state, message) })),
    ...comments.map((comment) => ({ atMs: comment.postedAtMs, entry: renderComment(state, comment) })),
  ];
  const inOrder = entries.toSorted((one, other) => one.atMs - other.atMs);
  return html`<ol class="entries">${inOrder.map(({ entry }) => entry)}</ol>`;
}

function renderMessage(state: FrontState, message: MessageRecord): Markup {
  const sender = message.recipients.find(({ role }) => role === 'from');
  const senderName = sender === undefined ? 'Unknown' : (sender.name ?? sender.handle);
  const author = message.authorId === null ? senderName : fullName(state.author(message.authorId));
  const direction = message.isInbound ? 'in' : 'out';
  return html`<li class="entry ${direction}">
    <p class="byline"><strong>${author}</strong> <span class="direction">${message.isInbound ? 'Inbound' : 'Outbound'}</span>
      ${renderTime(message.createdAtSeconds * 1000)}</p>
    <div class="body">${renderText(message.body)}</div>
    ${renderFiles(message)}
  </li>`;
}

function renderComment(state: FrontState, comment: CommentRecord): Markup {
  return html`<li class="entry comment">
    <p class="byline"><strong>${fullName(state.author(comment.authorId))}</strong> <span class="direction">Comment</span>
      ${renderTime(comment.postedAtMs)}</p>
    <div class="body">${renderText(comment.body)}</div>
    ${renderFiles(comment)}
  </li>`;
}

function renderFiles({ attachments }: Pick<MessageRecord, 'attachments'>): Markup {
  if (attachments.length === 0) return html``;
  const files = attachments.map(({ filename, sizeBytes }) => html`<li>${filename} (${sizeBytes} bytes)</li>`);
  return html`<ul class="files" aria-label="Attachments">${files}</ul>`;
}
