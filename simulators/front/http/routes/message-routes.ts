import { Router } from 'express';
import type { FrontContext } from '../../front-context.ts';
import { FrontError, notFound } from '../front-error.ts';
import { scopeGuard } from '../middleware/authorize.ts';
import { isVisible } from '../middleware/follow-merges.ts';
import { parseBody } from '../parse-body.ts';
import { presentComment } from '../present/present-comment.ts';
import { presentMessage } from '../present/present-message.ts';
import { updateComment } from '../schemas/conversation-schemas.ts';

/** `/messages/{id or alt:uid:…}`, `/comments/{id}` and the bytes of attachments. */
export function messageRoutes(context: FrontContext): Router {
  const { state } = context;
  const routes = Router();
  const scope = scopeGuard(context.options.scopes);

  routes.get('/messages/:id', scope('messages:read'), (request, response) => {
    const wanted = request.params.id;
    const [conversation, message] =
      state.message(({ id, uid }) => id === wanted || `alt:uid:${uid}` === wanted) ?? notFound();
    if (!isVisible(context, conversation)) notFound();
    response.json(presentMessage(context, conversation, message));
  });
  routes.get('/comments/:id', scope('comments:read'), (request, response) => {
    const isWanted = ({ id }: { id: string }) => id === request.params.id;
    const conversation = state.conversations.find(({ comments }) => comments.some(isWanted)) ?? notFound();
    response.json(presentComment(context, conversation, conversation.comments.find(isWanted) ?? notFound()));
  });
  // Takes no files: Front's OpenAPI, UpdateComment.
  routes.patch('/comments/:id', scope('comments:write'), (request, response) => {
    const isWanted = ({ id }: { id: string }) => id === request.params.id;
    const conversation = state.conversations.find(({ comments }) => comments.some(isWanted)) ?? notFound();
    const comment = conversation.comments.find(isWanted) ?? notFound();
    const { body = comment.body, is_pinned: isPinned = comment.isPinned } = parseBody(updateComment, request);
    if (context.behaviour.refusesEdits) throw new FrontError(403, 'The comment was made by another token');
    Object.assign(comment, { body, isPinned });
    response.json(presentComment(context, conversation, comment));
  });
  routes.get('/download/:id', scope('messages:read'), (request, response) => {
    const content = state.files.get(request.params.id) ?? notFound();
    response.type('application/octet-stream').send(content);
  });
  return routes;
}
