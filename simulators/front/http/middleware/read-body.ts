import { json, type RequestHandler, raw } from 'express';
import { readMultipart } from './read-multipart.ts';

/** Front's documentation on attachments: 25 MB, and a little for the other fields. */
const sizeLimit = 26 * 1024 * 1024;

/** Reads JSON and multipart bodies into `request.body`; other kinds leave it undefined. */
export const readBody: RequestHandler[] = [
  json({ limit: sizeLimit }),
  raw({ type: 'multipart/form-data', limit: sizeLimit }),
  async (request, _response, next) => {
    if (Buffer.isBuffer(request.body)) {
      request.body = await readMultipart(request.body, request.headers['content-type'] ?? '');
    }
    next();
  },
];
