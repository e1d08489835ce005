import { z } from 'zod';

/** A file: it can only come in a multipart body. */
export const upload = z.object({ filename: z.string(), contentType: z.string(), content: z.instanceof(Buffer) });
