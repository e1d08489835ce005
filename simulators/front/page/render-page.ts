import { html } from '../../kit/markup.ts';
import type { FrontState } from '../state/front-state.ts';
import { type PageSelection, queryFor } from './page-selection.ts';
import { renderConversation } from './parts/render-conversation.ts';
import { renderInboxes } from './parts/render-inboxes.ts';
import { renderList } from './parts/render-list.ts';
import { renderLink } from './parts/render-text.ts';
import { sidebarContext } from './sidebar-context.ts';

export interface PageLinks {
  /** Of the application under test. */
  appUrl?: string | undefined;
  /** Of a plugin for the sidebar. */
  pluginUrl?: string | undefined;
}

/** The whole inbox page. Its script replaces the regions marked `data-live` when they change. */
export function renderPage(state: FrontState, selection: PageSelection, { appUrl, pluginUrl }: PageLinks): string {
  const app = appUrl === undefined ? html`` : html`<p>${renderLink(appUrl, 'Callthread')}</p>`;
  const sidebar =
    pluginUrl === undefined
      ? html``
      : html`<aside aria-label="Plugin"><iframe id="plugin" title="Callthread" src="${pluginUrl}"></iframe></aside>
  <script src="/_sim/sidebar.js"></script>`;
  const context =
    pluginUrl === undefined
      ? html``
      : html`<div id="sidebar-context" data-context="${JSON.stringify(sidebarContext(state, selection))}"></div>`;
  const page = html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Inbox – Front simulator</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/_sim/page.css">
  <script src="/_sim/page.js" defer></script>
  <noscript><meta http-equiv="refresh" content="10;url=/?${queryFor(selection)}"></noscript>
</head>
<body class="${selection.conversation === undefined ? 'listing' : 'reading'}${pluginUrl === undefined ? '' : ' with-plugin'}">
  <a class="skip" href="#conversation">Skip to the conversation</a>
  <header class="top"><h1>Inbox</h1><p class="hint">a simulator of Front</p>${app}<p id="connection" role="status"></p></header>
  <nav id="inboxes" aria-label="Inboxes" data-live>${renderInboxes(state, selection)}</nav>
  <section id="list" aria-label="Conversations" data-live>${renderList(state, selection)}</section>
  <main id="conversation" tabindex="-1" data-live>${renderConversation(state, selection)}${context}</main>
  ${sidebar}
</body>
</html>
`;
  return page.markup;
}
