import { Router } from 'express';
import { company } from '../../company.ts';
import type { FrontContext } from '../../front-context.ts';
import { notFound } from '../front-error.ts';
import { listConversations } from '../list-conversations.ts';
import { scopeGuard } from '../middleware/authorize.ts';
import { whole } from '../paging.ts';
import { presentInbox } from '../present/present-inbox.ts';
import { presentTeammate } from '../present/present-teammate.ts';

/** `/me`, `/inboxes` and `/teammates`: what a company is made of. */
export function directoryRoutes(context: FrontContext): Router {
  const { state } = context;
  const routes = Router();
  const scope = scopeGuard(context.options.scopes);

  routes.get('/me', (_request, response) => {
    response.json({ _links: { self: `${context.baseUrl}/me` }, ...company });
  });
  routes.get('/inboxes', scope('inboxes:read'), (request, response) => {
    const inboxes = state.inboxes.map((inbox) => presentInbox(context.baseUrl, inbox));
    response.json(whole(context.baseUrl, request, inboxes));
  });
  routes.get('/inboxes/:id', scope('inboxes:read'), (request, response) => {
    const inbox = state.inboxes.find(({ id }) => id === request.params.id) ?? notFound();
    response.json(presentInbox(context.baseUrl, inbox));
  });
  routes.get('/inboxes/:id/conversations', scope('conversations:read'), (request, response) => {
    const inbox = state.inboxes.find(({ id }) => id === request.params.id) ?? notFound();
    response.json(listConversations(context, request, ({ inboxIds }) => inboxIds.includes(inbox.id)));
  });
  routes.get('/teammates', scope('teammates:read'), (request, response) => {
    const teammates = state.teammates.map((teammate) => presentTeammate(context.baseUrl, teammate));
    response.json(whole(context.baseUrl, request, teammates));
  });
  routes.get('/teammates/:id', scope('teammates:read'), (request, response) => {
    const teammate = state.teammate(request.params.id) ?? notFound();
    response.json(presentTeammate(context.baseUrl, teammate));
  });
  return routes;
}
