import { Router } from 'express';
import type { z } from 'zod';
import type { FrontContext } from '../../front-context.ts';
import { acceptImport, type Import } from '../../imports.ts';
import type { FrontData } from '../../state/front-data.ts';
import { handleSources, normalizeHandle } from '../../state/handles.ts';
import { FrontError, notFound, refuseBody } from '../front-error.ts';
import { scopeGuard } from '../middleware/authorize.ts';
import { isVisible } from '../middleware/follow-merges.ts';
import { keepUploads } from '../middleware/keep-uploads.ts';
import { parseBody } from '../parse-body.ts';
import { importMessage } from '../schemas/import-schema.ts';

/** `POST /inboxes/{id}/imported_messages`: 202 with the uid of a message that comes later. */
export function importRoutes(context: FrontContext): Router {
  const { state, options } = context;
  const routes = Router();
  const scope = scopeGuard(options.scopes);

  routes.post('/inboxes/:id/imported_messages', scope('messages:write'), (request, response) => {
    const inbox = state.inboxes.find(({ id }) => id === request.params.id) ?? notFound();
    const body = parseBody(importMessage, request);
    checkReferences(context, body);
    if (options.duplicateExternalId === 'conflict' && state.externalIds.has(body.external_id)) {
      throw new FrontError(409, `A message with the external_id ${body.external_id} already exists`);
    }
    const isDropped = drops(context, body);
    const uid = acceptImport(context, context.nextDelayMs(), { ...toImport(state, inbox.id, body), isDropped });
    response.status(202).json({ status: 'accepted', message_uid: uid });
  });
  return routes;
}

type Body = z.output<typeof importMessage>;

/** Whether this import is dropped after its 202, and whether its external_id then is taken. */
function drops({ behaviour }: FrontContext, body: Body): Import['isDropped'] {
  const dropped = behaviour.dropImports;
  if (dropped === null || !new RegExp(dropped.matching).test(JSON.stringify(body))) return null;
  if (dropped.times !== undefined) {
    dropped.times -= 1;
    if (dropped.times <= 0) behaviour.dropImports = null;
  }
  return dropped.externalId;
}

function checkReferences(context: FrontContext, { sender, to, type, metadata, ...body }: Body): void {
  const { state: data } = context;
  const isTeammate = (wanted: string | undefined) =>
    wanted === undefined || data.teammates.some(({ id, isBlocked }) => id === wanted && !isBlocked);
  if (!metadata.is_inbound && !isTeammate(sender.author_id)) {
    refuseBody(`body.sender.author_id: unknown or blocked teammate ${sender.author_id ?? ''}`);
  }
  if (!isTeammate(body.assignee_id)) refuseBody(`body.assignee_id: cannot assign to ${body.assignee_id ?? ''}`);
  const conversation = body.conversation_id === undefined ? undefined : data.survivor(body.conversation_id);
  if (body.conversation_id !== undefined && (conversation === undefined || !isVisible(context, conversation))) {
    notFound(`Unknown conversation ${body.conversation_id}`);
  }
  const source = handleSources[type];
  const outside = metadata.is_inbound ? [sender.handle] : to;
  for (const handle of outside) {
    if (normalizeHandle(source, handle) === undefined) refuseBody(`body: ${handle} is not a ${source} handle`);
  }
}

function toImport(data: FrontData, inboxId: string, body: Body): Omit<Import, 'isDropped'> {
  const { sender, metadata } = body;
  return {
    inboxId,
    sender: { handle: sender.handle, name: sender.name ?? null, authorId: sender.author_id ?? null },
    to: body.to,
    cc: body.cc,
    bcc: body.bcc,
    subject: body.subject,
    body: body.body,
    type: body.type,
    externalId: body.external_id,
    createdAtSeconds: body.created_at,
    tags: body.tags,
    assigneeId: body.assignee_id ?? null,
    conversationId: body.conversation_id ?? null,
    threadRef: metadata.thread_ref ?? null,
    isInbound: metadata.is_inbound,
    isArchived: metadata.is_archived,
    skipsRules: metadata.should_skip_rules,
    attachments: keepUploads(data, body.attachments),
  };
}
