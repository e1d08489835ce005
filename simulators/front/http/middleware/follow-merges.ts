import type { RequestHandler } from 'express';
import { requestPath } from '../../../kit/request-path.ts';
import type { FrontContext } from '../../front-context.ts';
import type { ConversationRecord } from '../../state/records.ts';
import { notFound } from '../front-error.ts';

/** Whether the token may see the conversation. */
export function isVisible({ behaviour }: FrontContext, { isPrivate }: ConversationRecord): boolean {
  return !isPrivate || behaviour.seesPrivate;
}

/** A private conversation is a 404. Front's documentation: every `/conversations/{id}…` of a merged conversation is a 301 to the same of its survivor. */
export function followMerges(context: FrontContext): RequestHandler<{ id: string }> {
  return (request, response, next) => {
    const { id } = request.params;
    const survivor = context.state.survivor(id);
    if (survivor !== undefined && !isVisible(context, survivor)) notFound();
    if (survivor === undefined || survivor.id === id) {
      next();
      return;
    }
    const { path, query } = requestPath(request);
    const rest = path.slice(`/conversations/${id}`.length) + (query === '' ? '' : `?${query}`);
    response.status(301).location(`${context.baseUrl}/conversations/${survivor.id}${rest}`).end();
  };
}
