import { Router } from 'express';
import type { z } from 'zod';
import type { FrontContext } from '../../front-context.ts';
import { acceptImport, type Import } from '../../imports.ts';
import type { FrontData } from '../../state/front-data.ts';
import { handleSources, normalizeHandle } from '../../state/handles.ts';
import { scopeGuard } from '../authorize.ts';
import { FrontError, notFound, refuseBody } from '../front-error.ts';
import { keepUploads } from '../keep-uploads.ts';
import { parseBody } from '../parse-body.ts';
import { importMessage } from '../schemas/import-schema.ts';

/** `POST /inboxes/{id}/imported_messages`: 202 with the uid of a message that comes later. */
export function importRoutes(context: FrontContext): Router {
  const { state, options, background } = context;
  const routes = Router();
  const scope = scopeGuard(options.scopes);

  routes.post('/inboxes/:id/imported_messages', scope('messages:write'), (request, response) => {
    const inbox = state.inboxes.find(({ id }) => id === request.params.id) ?? notFound();
    const body = parseBody(importMessage, request);
    checkReferences(state, body);
    if (options.duplicateExternalId === 'conflict' && state.externalIds.has(body.external_id)) {
      throw new FrontError(409, `A message with the external_id ${body.external_id} already exists`);
    }
    const uid = acceptImport(state, background, context.nextDelayMs(), toImport(state, inbox.id, body));
    response.status(202).json({ status: 'accepted', message_uid: uid });
  });
  return routes;
}

type Body = z.output<typeof importMessage>;

function checkReferences(data: FrontData, { sender, to, type, metadata, ...body }: Body): void {
  const isTeammate = (wanted: string | undefined) =>
    wanted === undefined || data.teammates.some(({ id, isBlocked }) => id === wanted && !isBlocked);
  if (!metadata.is_inbound && !isTeammate(sender.author_id)) {
    refuseBody(`body.sender.author_id: unknown or blocked teammate ${sender.author_id ?? ''}`);
  }
  if (!isTeammate(body.assignee_id)) refuseBody(`body.assignee_id: cannot assign to ${body.assignee_id ?? ''}`);
  if (body.conversation_id !== undefined && data.conversation(body.conversation_id) === undefined) {
    notFound(`Unknown conversation ${body.conversation_id}`);
  }
  const source = handleSources[type];
  const outside = metadata.is_inbound ? [sender.handle] : to;
  for (const handle of outside) {
    if (normalizeHandle(source, handle) === undefined) refuseBody(`body: ${handle} is not a ${source} handle`);
  }
}

function toImport(data: FrontData, inboxId: string, body: Body): Import {
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
