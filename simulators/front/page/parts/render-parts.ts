import { html, type Markup } from '../../../kit/markup.ts';
import type { FrontState } from '../../state/front-state.ts';
import type { ConversationRecord, TeammateRecord } from '../../state/records.ts';

const timeFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export function renderTime(atMs: number): Markup {
  const time = new Date(atMs);
  return html`<time datetime="${time.toISOString()}">${timeFormat.format(time)}</time>`;
}

const statusTexts = { assigned: 'Open', unassigned: 'Open', archived: 'Archived', deleted: 'In the trash' };

/** The status in a word, and who has it. */
export function renderStatus(state: FrontState, { status, assigneeId }: ConversationRecord): Markup {
  const assignee = assigneeId === null ? 'unassigned' : `assigned to ${fullName(state.author(assigneeId))}`;
  return html`<span class="status ${status}">${statusTexts[status]}</span> <span class="assignee">${assignee}</span>`;
}

export function renderTags(state: FrontState, { tagIds }: ConversationRecord): Markup {
  if (tagIds.length === 0) return html``;
  const tags = state.tags.filter(({ id }) => tagIds.includes(id));
  return html`<ul class="tags" aria-label="Tags">${tags.map(({ name }) => html`<li>${name}</li>`)}</ul>`;
}

export function fullName({ firstName, lastName }: TeammateRecord): string {
  return `${firstName} ${lastName}`;
}

/** The outside parties of a conversation, each with its name and handles as the contact has them now. */
export function callersOf(state: FrontState, { messages }: ConversationRecord): { name: string; handles: string[] }[] {
  const ids = new Set(messages.flatMap(({ recipients }) => recipients.map(({ contactId }) => contactId)));
  return state.contacts
    .filter(({ id }) => ids.has(id))
    .map(({ name, handles }) => {
      const written = [...new Set(handles.map(({ handle }) => handle))];
      return { name: name === '' ? (written[0] ?? 'Unknown') : name, handles: written };
    });
}
