import { Router } from 'express';
import type { FrontContext } from '../front-context.ts';
import { queryOf } from '../http/paging.ts';
import { pageScript } from './page-script.ts';
import { readSelection } from './page-selection.ts';
import { pageStyle } from './page-style.ts';
import { renderPage } from './render-page.ts';
import { sidebarScript } from './sidebar-script.ts';

/** Nothing on the page may run or load but its own script and style, and the plugin's frame, whatever the names of callers hold. */
function contentPolicy(pluginUrl: string | undefined): string {
  return [
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:",
    `frame-src ${pluginUrl === undefined ? "'none'" : new URL(pluginUrl).origin}`,
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  ].join('; ');
}

/** `GET /`, the inbox as an agent sees it, with its script and style. */
export function pageRoutes({ state, options }: FrontContext): Router {
  const routes = Router();
  routes.get('/', (request, response) => {
    response.set({ 'content-security-policy': contentPolicy(options.pluginUrl), 'cache-control': 'no-store' });
    response.type('html').send(renderPage(state, readSelection(state, queryOf(request)), options));
  });
  routes.get('/_sim/page.css', (_request, response) => {
    response.type('css').send(pageStyle);
  });
  routes.get('/_sim/sidebar.js', (_request, response) => {
    response.type('js').send(sidebarScript);
  });
  routes.get('/_sim/page.js', (_request, response) => {
    response.type('js').send(pageScript);
  });
  return routes;
}
