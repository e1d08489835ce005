import { z } from 'zod';
import { upload } from './upload-schema.ts';

export const updateConversation = z.strictObject({
  assignee_id: z.string().nullable().optional(),
  inbox_id: z.string().optional(),
  status: z.enum(['archived', 'open', 'deleted', 'spam']).optional(),
  tag_ids: z.array(z.string()).optional(),
  custom_fields: z.record(z.string(), z.unknown()).optional(),
  status_id: z.never('ticketing is not enabled').optional(),
  description: z.never('only tasks have a description').optional(),
  due_at: z.never('only tasks are due').optional(),
});

export const updateAssignee = z.strictObject({ assignee_id: z.string().nullable() });

export const tagIds = z.strictObject({ tag_ids: z.array(z.string()) });

export const addLinksBody = z
  .strictObject({
    link_ids: z.array(z.string()).max(10).optional(),
    link_external_urls: z.array(z.string()).max(10).optional(),
  })
  .refine(
    ({ link_ids, link_external_urls }) => (link_ids === undefined) !== (link_external_urls === undefined),
    'either link_ids or link_external_urls must be specified but not both',
  );

export const removeLinksBody = z.strictObject({ link_ids: z.array(z.string()).max(10) });

export const updateReminders = z.strictObject({
  teammate_id: z.string(),
  scheduled_at: z.number().nullable(),
  status_id: z.never('ticketing is not enabled').optional(),
});

export const updateComment = z.strictObject({ body: z.string().min(1).optional(), is_pinned: z.boolean().optional() });

export const createComment = z.strictObject({
  author_id: z.string().optional(),
  body: z.string().min(1),
  is_pinned: z.boolean().optional(),
  attachments: z.array(upload).optional(),
});
