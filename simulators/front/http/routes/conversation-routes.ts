import { Router } from 'express';
import type { FrontContext } from '../../front-context.ts';
import {
  addTags,
  type Change,
  changeAssignee,
  changeStatus,
  moveToInbox,
  removeTags,
} from '../../state/change-conversation.ts';
import type { InboxRecord, TagRecord } from '../../state/records.ts';
import { notFound, refuseBody } from '../front-error.ts';
import { listConversations } from '../list-conversations.ts';
import { scopeGuard } from '../middleware/authorize.ts';
import { followMerges } from '../middleware/follow-merges.ts';
import { parseBody } from '../parse-body.ts';
import { presentConversation } from '../present/present-conversation.ts';
import { tagIds, updateAssignee, updateConversation } from '../schemas/conversation-schemas.ts';

/** `/conversations`: list, get, update, assign, tag. All that a body names is looked up before anything changes. */
export function conversationRoutes(context: FrontContext): Router {
  const { state } = context;
  const routes = Router();
  const scope = scopeGuard(context.options.scopes);
  const changeOf = (id: string): Change => ({
    data: state,
    conversation: state.conversation(id) ?? notFound(),
    actor: { kind: 'api' },
  });
  const assignee = (id: string | null): string | null => {
    const teammate = state.teammates.find((candidate) => candidate.id === id);
    if (id === null) return null;
    if (teammate === undefined || teammate.isBlocked) refuseBody(`body.assignee_id: cannot assign to ${id}`);
    return teammate.id;
  };
  const inbox = (wanted: string): InboxRecord =>
    state.inboxes.find(({ id }) => id === wanted) ?? refuseBody(`body.inbox_id: unknown inbox ${wanted}`);
  const tags = (ids: string[]): TagRecord[] =>
    ids.map(
      (wanted) => state.tags.find(({ id }) => id === wanted) ?? refuseBody(`body.tag_ids: unknown tag ${wanted}`),
    );

  routes.use('/conversations/:id', followMerges(context));
  routes.get('/conversations', scope('conversations:read'), (request, response) => {
    response.json(listConversations(context, request, () => true));
  });
  routes.get('/conversations/:id', scope('conversations:read'), (request, response) => {
    response.json(presentConversation(context, changeOf(request.params.id).conversation));
  });
  routes.patch('/conversations/:id', scope('conversations:write'), (request, response) => {
    const change = changeOf(request.params.id);
    const body = parseBody(updateConversation, request);
    const newAssignee = body.assignee_id === undefined ? undefined : assignee(body.assignee_id);
    const newInbox = body.inbox_id === undefined ? undefined : inbox(body.inbox_id);
    const newTags = body.tag_ids === undefined ? undefined : tags(body.tag_ids);
    if (newTags !== undefined) {
      const ids = new Set(newTags.map(({ id }) => id));
      removeTags(
        change,
        state.tags.filter(({ id }) => !ids.has(id)),
      );
      addTags(change, newTags);
    }
    if (newInbox !== undefined) moveToInbox(change, newInbox);
    if (newAssignee !== undefined) changeAssignee(change, newAssignee);
    if (body.custom_fields !== undefined) change.conversation.customFields = body.custom_fields;
    if (body.status !== undefined) changeStatus(change, body.status);
    response.status(204).end();
  });
  routes.put('/conversations/:id/assignee', scope('conversations:write'), (request, response) => {
    const change = changeOf(request.params.id);
    changeAssignee(change, assignee(parseBody(updateAssignee, request).assignee_id));
    response.status(204).end();
  });
  routes.post('/conversations/:id/tags', scope('conversations:write'), (request, response) => {
    const change = changeOf(request.params.id);
    addTags(change, tags(parseBody(tagIds, request).tag_ids));
    response.status(204).end();
  });
  routes.delete('/conversations/:id/tags', scope('conversations:write'), (request, response) => {
    const change = changeOf(request.params.id);
    removeTags(change, tags(parseBody(tagIds, request).tag_ids));
    response.status(204).end();
  });
  return routes;
}
