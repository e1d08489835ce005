import { html, type Markup } from '../../../kit/markup.ts';
import type { FrontState } from '../../state/front-state.ts';
import type { ConversationRecord } from '../../state/records.ts';
import { isOpen, type PageSelection, queryFor } from '../page-selection.ts';
import { renderEntries } from './render-entries.ts';
import { callersOf, fullName, renderStatus, renderTags } from './render-parts.ts';
import { renderLink } from './render-text.ts';

/** The selected conversation: its story, and what an agent sees beside it. */
export function renderConversation(state: FrontState, selection: PageSelection): Markup {
  const { conversation } = selection;
  if (conversation === undefined) return html`<p class="hint">Select a conversation to read it.</p>`;
  return html`<article aria-labelledby="subject">
    <a class="back" id="back" href="/?${queryFor(selection, { conversation: '' })}">Back to the list</a>
    <header>
      <h2 id="subject">${conversation.subject === '' ? '(no subject)' : conversation.subject}</h2>
      ${renderButton(conversation, queryFor(selection))}
    </header>
    <p class="row">${renderStatus(state, conversation)}</p>
    ${renderTags(state, conversation)}
    ${renderFacts(state, conversation)}
    ${renderEntries(state, conversation)}
  </article>`;
}

function renderButton(conversation: ConversationRecord, back: string): Markup {
  const [action, label] = isOpen(conversation) ? ['archive', 'Archive'] : ['reopen', 'Reopen'];
  return html`<form method="post" action="/_sim/conversations/${conversation.id}/${action ?? ''}">
    <input type="hidden" name="back" value="${back}"><button id="change-status">${label ?? ''}</button>
  </form>`;
}

function renderFacts(state: FrontState, conversation: ConversationRecord): Markup {
  const inboxes = state.inboxes.filter(({ id }) => conversation.inboxIds.includes(id)).map(({ name }) => name);
  const callers = callersOf(state, conversation).map(({ name, handles }) => `${name} (${handles.join(', ')})`);
  const teammates = state.teammates.filter(({ isBlocked }) => !isBlocked).map(fullName);
  const links = conversation.links.map(({ externalUrl, name }) => html`<li>${renderLink(externalUrl, name)}</li>`);
  return html`<dl class="facts">
    <div><dt>Inbox</dt><dd>${inboxes.join(', ')}</dd></div>
    <div><dt>Caller</dt><dd>${callers.join('; ')}</dd></div>
    <div><dt>Participants</dt><dd>${teammates.join(', ')}</dd></div>
    <div><dt>Links</dt><dd>${links.length === 0 ? 'none' : html`<ul>${links}</ul>`}</dd></div>
  </dl>`;
}
