import { type RequestHandler, Router } from 'express';
import type { FrontContext } from '../../front-context.ts';
import { linkTo } from '../../state/link-to.ts';
import { FrontError, notFound, refuseBody } from '../front-error.ts';
import { listConversations } from '../list-conversations.ts';
import { scopeGuard } from '../middleware/authorize.ts';
import { page, queryOf } from '../paging.ts';
import { parseBody } from '../parse-body.ts';
import { presentLink } from '../present/present-link.ts';
import { presentTag } from '../present/present-tag.ts';
import { createLink, createTag } from '../schemas/label-schemas.ts';

/** `/tags`, `/company/tags` and `/links`. */
export function labelRoutes(context: FrontContext): Router {
  const { state } = context;
  const routes = Router();
  const scope = scopeGuard(context.options.scopes);

  const listTags: RequestHandler = (request, response) => {
    response.json(page(context.baseUrl, request, state.tags, (tag) => presentTag(context.baseUrl, tag)));
  };
  const addTag: RequestHandler = (request, response) => {
    const body = parseBody(createTag, request);
    if (state.tags.some(({ name }) => name === body.name)) throw new FrontError(409, 'A tag with this name exists');
    const tag = state.addTag(body.name, {
      description: body.description ?? null,
      highlight: body.highlight ?? null,
      isVisibleInConversationLists: body.is_visible_in_conversation_lists ?? false,
    });
    response.status(201).json(presentTag(context.baseUrl, tag));
  };
  routes.get('/tags', scope('tags:read'), listTags);
  routes.post('/tags', scope('tags:write'), addTag);
  routes.get('/company/tags', scope('tags:read'), listTags);
  routes.post('/company/tags', scope('tags:write'), addTag);
  routes.get('/tags/:id', scope('tags:read'), (request, response) => {
    const tag = state.tags.find(({ id }) => id === request.params.id) ?? notFound();
    response.json(presentTag(context.baseUrl, tag));
  });
  routes.get('/links', scope('links:read'), (request, response) => {
    const types = [...queryOf(request)].filter(([key]) => key.startsWith('q[types]')).map(([, type]) => type);
    const links = types.length === 0 || types.includes('web') ? state.links : [];
    response.json(page(context.baseUrl, request, links, (link) => presentLink(context.baseUrl, link)));
  });
  routes.post('/links', scope('links:write'), (request, response) => {
    const { external_url: url, name } = parseBody(createLink, request);
    if (url === undefined) refuseBody('body.pattern: no application object matches');
    response.status(201).json(presentLink(context.baseUrl, linkTo(state, url, name)));
  });
  routes.get('/links/:id', scope('links:read'), (request, response) => {
    const link = state.links.find(({ id }) => id === request.params.id) ?? notFound();
    response.json(presentLink(context.baseUrl, link));
  });
  routes.get('/links/:id/conversations', scope('conversations:read'), (request, response) => {
    const link = state.links.find(({ id }) => id === request.params.id) ?? notFound();
    response.json(listConversations(context, request, ({ links }) => links.some(({ id }) => id === link.id)));
  });
  return routes;
}
