import { z } from 'zod';
import { upload } from './upload-schema.ts';

/** Front's documentation on importing messages, its defaults included: archived, and without rules. */
export const importMessage = z
  .strictObject({
    sender: z.strictObject({
      handle: z.string().min(1),
      name: z.string().optional(),
      author_id: z.string().optional(),
    }),
    to: z.array(z.string()),
    cc: z.array(z.string()).default([]),
    bcc: z.array(z.string()).default([]),
    subject: z.string().default(''),
    body: z.string(),
    body_format: z.enum(['html', 'markdown']).optional(),
    external_id: z.string().min(1),
    created_at: z.int().min(0),
    type: z.enum(['email', 'sms', 'intercom', 'custom']).default('email'),
    assignee_id: z.string().optional(),
    tags: z.array(z.string()).default([]),
    conversation_id: z.string().optional(),
    metadata: z.strictObject({
      is_inbound: z.boolean(),
      thread_ref: z.string().optional(),
      is_archived: z.boolean().default(true),
      should_skip_rules: z.boolean().default(true),
    }),
    attachments: z.array(upload).default([]),
  })
  .refine(({ type, body_format: format }) => type === 'email' || format === undefined, {
    path: ['body_format'],
    message: 'can only be specified for the email type',
  })
  .refine(({ to, metadata }) => metadata.is_inbound || to.length > 0, {
    path: ['to'],
    message: 'an outbound message needs a recipient',
  });
