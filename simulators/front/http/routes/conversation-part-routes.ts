import { Router } from 'express';
import type { FrontContext } from '../../front-context.ts';
import { addCommentRecord, addLinks, type Change, removeLinks, setReminder } from '../../state/change-conversation.ts';
import { linkTo } from '../../state/link-to.ts';
import type { LinkRecord } from '../../state/records.ts';
import { notFound, refuseBody } from '../front-error.ts';
import { scopeGuard } from '../middleware/authorize.ts';
import { keepUploads } from '../middleware/keep-uploads.ts';
import { page, whole } from '../paging.ts';
import { parseBody } from '../parse-body.ts';
import { presentComment } from '../present/present-comment.ts';
import { presentInbox } from '../present/present-inbox.ts';
import { presentMessage } from '../present/present-message.ts';
import { addLinksBody, createComment, removeLinksBody, updateReminders } from '../schemas/conversation-schemas.ts';

/** `/conversations/{id}/` comments, reminders, messages, inboxes and links. Mount it after the routes that follow merges. */
export function conversationPartRoutes(context: FrontContext): Router {
  const { state } = context;
  const routes = Router();
  const scope = scopeGuard(context.options.scopes);
  const changeOf = (id: string): Change => ({
    data: state,
    conversation: state.conversation(id) ?? notFound(),
    actor: { kind: 'api' },
  });
  const links = (ids: string[]): LinkRecord[] =>
    ids.map((wanted) => state.links.find(({ id }) => id === wanted) ?? refuseBody(`body.link_ids: unknown ${wanted}`));

  routes.get('/conversations/:id/comments', scope('comments:read'), (request, response) => {
    const { conversation } = changeOf(request.params.id);
    const newestFirst = conversation.comments.toReversed();
    const comments = newestFirst.map((comment) => presentComment(context, conversation, comment));
    response.json(whole(context.baseUrl, request, comments));
  });
  routes.post('/conversations/:id/comments', scope('comments:write'), (request, response) => {
    const change = changeOf(request.params.id);
    const body = parseBody(createComment, request);
    const author = body.author_id === undefined ? state.apiAuthor : state.teammate(body.author_id);
    if (author === undefined) refuseBody(`body.author_id: unknown teammate ${body.author_id ?? ''}`);
    if (author.isBlocked) refuseBody(`body.author_id: teammate ${author.id} is blocked`);
    const comment = addCommentRecord(change, {
      authorId: author.id,
      body: body.body,
      isPinned: body.is_pinned ?? false,
      attachments: keepUploads(state, body.attachments ?? []),
    });
    response.status(201).json(presentComment(context, change.conversation, comment));
  });
  routes.patch('/conversations/:id/reminders', scope('conversations:write'), (request, response) => {
    const { conversation } = changeOf(request.params.id);
    const { teammate_id: wanted, scheduled_at: scheduledAtSeconds } = parseBody(updateReminders, request);
    const teammate = state.teammate(wanted) ?? refuseBody(`body.teammate_id: unknown teammate ${wanted}`);
    setReminder(conversation, teammate.id, scheduledAtSeconds);
    response.status(204).end();
  });
  routes.get('/conversations/:id/messages', scope('messages:read'), (request, response) => {
    const { conversation } = changeOf(request.params.id);
    const newestFirst = conversation.messages.toReversed();
    response.json(
      page(context.baseUrl, request, newestFirst, (message) => presentMessage(context, conversation, message)),
    );
  });
  routes.get('/conversations/:id/inboxes', scope('inboxes:read'), (request, response) => {
    const { conversation } = changeOf(request.params.id);
    const inboxes = state.inboxes.filter(({ id }) => conversation.inboxIds.includes(id));
    response.json(
      whole(
        context.baseUrl,
        request,
        inboxes.map((inbox) => presentInbox(context.baseUrl, inbox)),
      ),
    );
  });
  routes.post('/conversations/:id/links', scope('conversations:write'), (request, response) => {
    const change = changeOf(request.params.id);
    const { link_ids: ids, link_external_urls: urls } = parseBody(addLinksBody, request);
    addLinks(change, ids === undefined ? (urls ?? []).map((url) => linkTo(state, url)) : links(ids));
    response.status(204).end();
  });
  routes.delete('/conversations/:id/links', scope('conversations:write'), (request, response) => {
    const change = changeOf(request.params.id);
    removeLinks(change, links(parseBody(removeLinksBody, request).link_ids));
    response.status(204).end();
  });
  return routes;
}
