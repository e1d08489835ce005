import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import type { Texts } from '../../texts/text-types.ts';
import { answerMethodNotAllowed, HttpProblem } from '../problem.ts';
import type { PluginDeps } from './deps.ts';
import { aircallProblem } from './problems.ts';
import type { Sessions, Ticket } from './session.ts';

/** A player reads as it plays, and pauses in between. */
const timeoutMs = 30 * 60_000;
/** Twelve hours of MP3 at 128 kbit/s: no call is longer. */
const maxBytes = 700_000_000;

/**
 * `GET /api/plugin/calls/:id/(recording|voicemail)?ticket=…`: streams the audio from Aircall's storage. An `<audio>`
 * element sends no headers, so a ticket for this one audio gives access. Aircall's own addresses expire within minutes:
 * each request gets a fresh one, and the browser never sees it.
 */
export function audioRoute(deps: PluginDeps, sessions: Sessions, texts: Texts['pluginApi']): Router {
  const { aircall, openAudio, log } = deps;
  const router = Router();
  const route = router.route('/calls/:id/:kind');
  route.get(async (request, response) => {
    const { ticket: token } = request.query;
    const ticket = typeof token === 'string' ? await sessions.readTicket(token) : null;
    if (ticket === null || String(ticket.callId) !== request.params.id || ticket.kind !== request.params.kind)
      throw new HttpProblem({ status: 401, detail: texts.sessionOver });
    const range = request.get('range');
    const audio = await open(ticket, range).catch((error: unknown) => {
      throw aircallProblem(error, texts, 'listen');
    });
    if (audio === null) throw new HttpProblem({ status: 404, detail: texts.noAudio });
    const { contentType, contentRange, sizeBytes, stream } = audio;
    response.status(contentRange === null ? 200 : 206).set({
      // Storage may declare plain bytes; Aircall documents MP3, and nothing else is ever played from here.
      'content-type': /^audio\/[\w.+-]+$/.test(contentType) ? contentType : 'audio/mpeg',
      // Storage that announces no size may give no parts of it either.
      ...(sizeBytes > 0 ? { 'content-length': String(sizeBytes) } : {}),
      'accept-ranges': sizeBytes > 0 || contentRange !== null ? 'bytes' : 'none',
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      ...(contentRange === null ? {} : { 'content-range': contentRange }),
    });
    await pipeline(stream, response).catch((error: unknown) => {
      // A listener who stops closes the connection: not a failure.
      if (!request.destroyed) log.warn({ err: error, callId: ticket.callId }, 'an audio from Aircall ended early');
      response.destroy();
    });
  });
  route.all(answerMethodNotAllowed('GET, HEAD'));
  return router;

  async function open({ callId, kind }: Ticket, range: string | undefined): ReturnType<typeof openAudio> {
    const found = await aircall.getCall(callId);
    const address = kind === 'recording' ? found?.media.recordingUrl : found?.media.voicemailUrl;
    if (!address) return null;
    return await openAudio(address, { timeoutMs, maxBytes, unsized: true, ...(range === undefined ? {} : { range }) });
  }
}
