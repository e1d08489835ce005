import { html, type Markup } from '../../../kit/markup.ts';
import type { FrontState } from '../../state/front-state.ts';
import { isOpen, type PageSelection, queryFor } from '../page-selection.ts';

/** The inboxes, each with how many conversations in it are open. */
export function renderInboxes(state: FrontState, selection: PageSelection): Markup {
  const open = state.conversations.filter((one) => one.mergedInto === null && isOpen(one));
  const item = (id: string, name: string, count: number) => {
    const current = (selection.inboxId ?? '') === id ? html` aria-current="true"` : html``;
    const label = `${name}, ${count} open`;
    return html`<li><a id="inbox-${id}" href="/?${queryFor(selection, { inbox: id, conversation: '' })}" aria-label="${label}"${current}>
      <span>${name}</span><span class="count">${count}</span></a></li>`;
  };
  return html`<ul>
    ${item('', 'All inboxes', open.length)}
    ${state.inboxes.map(({ id, name }) => item(id, name, open.filter(({ inboxIds }) => inboxIds.includes(id)).length))}
  </ul>`;
}
