import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import type { AircallAccount } from '../aircall-account.ts';
import type { AircallCall, CallMedia } from '../aircall-state.ts';
import type { MediaKind } from '../media/media-links.ts';
import { silentMp3 } from '../media/silent-mp3.ts';
import { queryParams } from './paginate.ts';

const lastBytes = 65_536;

/** The storage behind `recording` and `voicemail`: no API key, but a signature that dies. Errors are XML, as S3's are. */
export function mediaRoutes({ state, links }: AircallAccount): Router {
  const routes = Router();
  routes.get('/media/:callId-:kind.mp3', async (request, response) => {
    if (!isSigned(request, response)) return;
    const media = readyMedia(state.calls.get(Number(request.params.callId)), request.params.kind);
    if (media === undefined) refuse(response, 404, 'NoSuchKey');
    else await sendBytes(request, response, media);
  });
  routes.get('/short/:callId-:kind', (request, response) => {
    if (!isSigned(request, response)) return;
    const callId = Number(request.params.callId);
    const kind = request.params.kind as MediaKind;
    if (readyMedia(state.calls.get(callId), kind) === undefined) refuse(response, 404, 'NoSuchKey');
    else response.redirect(302, links.issue(callId, kind));
  });
  return routes;

  function isSigned(request: Request, response: Response): boolean {
    const verdict = links.check(request.path, queryParams(request));
    if (verdict === 'expired') refuse(response, 403, 'AccessDenied', 'Request has expired');
    // A link signed for GET is wrong for HEAD: the method is part of what S3 signs.
    else if (verdict === 'wrong' || request.method !== 'GET') refuse(response, 403, 'SignatureDoesNotMatch');
    else return true;
    return false;
  }
}

function readyMedia(call: AircallCall | undefined, kind: string) {
  const media = kind === 'recording' ? call?.recording : kind === 'voicemail' ? call?.voicemail : undefined;
  return media?.ready === true ? media : undefined;
}

async function sendBytes(request: Request, response: Response, { sizeBytes, chunked }: CallMedia): Promise<void> {
  response.set({ 'Content-Type': 'audio/mpeg', 'Accept-Ranges': 'bytes' });
  const ranges = request.range(sizeBytes);
  if (ranges === -1) {
    response.status(416).set('Content-Range', `bytes */${sizeBytes}`).end();
    return;
  }
  // S3 knows one range at a time; anything else gets the whole file.
  const range = Array.isArray(ranges) && ranges.length === 1 ? ranges[0] : undefined;
  const { start, end } = range ?? { start: 0, end: sizeBytes - 1 };
  if (!chunked) response.set('Content-Length', String(end - start + 1));
  if (range !== undefined) response.status(206).set('Content-Range', `bytes ${start}-${end}/${sizeBytes}`);
  // The last bytes go with the end itself, so that a fault which cuts the answer there leaves the file short.
  const lastAt = Math.max(start, end + 1 - lastBytes);
  try {
    await pipeline(Readable.from(silentMp3(start, lastAt - 1)), response, { end: false });
  } catch {
    // The client hung up in the middle: its own affair.
    return;
  }
  response.end(Buffer.concat([...silentMp3(lastAt, end)]));
}

function refuse(response: Response, status: number, code: string, message = code): void {
  response.status(status).type('application/xml');
  response.send(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  );
}
