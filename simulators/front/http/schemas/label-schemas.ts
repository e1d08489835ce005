import { z } from 'zod';

export const createTag = z.strictObject({
  name: z.string().min(1).max(64),
  description: z.string().optional(),
  highlight: z.enum(['grey', 'pink', 'red', 'orange', 'yellow', 'green', 'light-blue', 'blue', 'purple']).optional(),
  is_visible_in_conversation_lists: z.boolean().optional(),
});

export const createLink = z
  .strictObject({ name: z.string().optional(), external_url: z.string().optional(), pattern: z.string().optional() })
  .refine(
    ({ external_url, pattern }) => (external_url === undefined) !== (pattern === undefined),
    'either pattern or external_url must be supplied but not both',
  );
