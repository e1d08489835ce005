import { html, type Markup } from '../../../kit/markup.ts';
import type { FrontState } from '../../state/front-state.ts';
import type { ConversationRecord } from '../../state/records.ts';
import { type PageSelection, queryFor, shownConversations } from '../page-selection.ts';
import { callersOf, renderStatus, renderTags, renderTime } from './render-parts.ts';

/** How many conversations the list shows at most. */
const shownAtMost = 100;

/** The conversations of the selected inbox, newest activity first. */
export function renderList(state: FrontState, selection: PageSelection): Markup {
  const all = shownConversations(state, selection);
  const items = all.slice(0, shownAtMost).map((one) => renderItem(state, selection, one));
  const more = all.length > shownAtMost ? html`<p class="hint">and ${all.length - shownAtMost} more</p>` : html``;
  const none = html`<p class="hint">Nothing here yet.</p>`;
  return html`${renderFilters(selection)}${items.length === 0 ? none : html`<ul class="items">${items}</ul>`}${more}`;
}

function renderFilters(selection: PageSelection): Markup {
  const filters = (['all', 'open', 'archived'] as const).map((show) => {
    const current = selection.show === show ? html` aria-current="true"` : html``;
    const href = `/?${queryFor(selection, { show: show === 'all' ? '' : show })}`;
    return html`<li><a id="show-${show}" href="${href}"${current}>${show[0]?.toUpperCase() ?? ''}${show.slice(1)}</a></li>`;
  });
  return html`<ul class="filters" aria-label="Filter">${filters}</ul>`;
}

function renderItem(state: FrontState, selection: PageSelection, conversation: ConversationRecord): Markup {
  const current = selection.conversation?.id === conversation.id ? html` aria-current="true"` : html``;
  const callers = callersOf(state, conversation).map(({ name }) => name);
  const lastMs = (conversation.messages.at(-1)?.createdAtSeconds ?? conversation.createdAtMs / 1000) * 1000;
  return html`<li>
    <a id="item-${conversation.id}" href="/?${queryFor(selection, { conversation: conversation.id })}"${current}>
      <span class="row"><strong>${callers.join(', ')}</strong>${renderTime(lastMs)}</span>
      <span class="subject">${conversation.subject === '' ? '(no subject)' : conversation.subject}</span>
      <span class="row">${renderStatus(state, conversation)}</span>
    </a>${renderTags(state, conversation)}
  </li>`;
}
