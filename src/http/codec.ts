import express, { type RequestHandler, Router } from 'express';
import { UndecodablePayload } from '../adapters/temporal/encryption/codec.ts';
import { type JsonCodec, JsonPayloadsInvalid } from '../adapters/temporal/encryption/json-codec.ts';
import { createAdminSession, requireAdmin } from './admin/auth.ts';
import { readJson, requireJson } from './body.ts';
import { answerMethodNotAllowed, HttpProblem } from './problem.ts';

/** Temporal's limit is 4 MB, which is a third more as base64. */
const maxBody = '6mb';

interface CodecDeps {
  codec: JsonCodec;
  adminToken: string;
  /** As for the admin pages. */
  secureCookies: boolean;
  /** Origin of Temporal's Web UI, like http://127.0.0.1:8080; null: no other site may ask. */
  uiOrigin: string | null;
}

/**
 * `POST /codec/decode` and `/codec/encode`: a codec server for Temporal's Web UI and command-line tool. It needs the
 * admin pages' cookie, which browsers send along from a Web UI on the same site, or `Authorization: Bearer`.
 */
export function codecRoutes({ codec, adminToken, secureCookies, uiOrigin }: CodecDeps): Router {
  const session = createAdminSession(adminToken, secureCookies);
  const router = Router();
  router.use('/codec', allowOrigin(uiOrigin), requireAdmin(adminToken, session), noStore);
  for (const [path, code] of [
    ['/codec/decode', (body: unknown) => codec.decode(body)],
    ['/codec/encode', (body: unknown) => codec.encode(body)],
  ] as const) {
    router
      .route(path)
      .post(requireJson, express.raw({ type: 'application/json', limit: maxBody }), async (request, response) => {
        response.json(await orBadRequest(() => code(readJson(request.body))));
      })
      .all(answerMethodNotAllowed('POST'));
  }
  return router;
}

const noStore: RequestHandler = (_request, response, next) => {
  response.set('cache-control', 'no-store');
  next();
};

async function orBadRequest<Result>(code: () => Promise<Result>): Promise<Result> {
  try {
    return await code();
  } catch (error) {
    if (error instanceof JsonPayloadsInvalid || error instanceof UndecodablePayload) {
      throw new HttpProblem({ status: 400, detail: error.message });
    }
    throw error;
  }
}

const preflightSeconds = '600';
/** All headers that Temporal's Web UI may send, depending on its settings. */
const headersSent = 'authorization, authorization-extras, content-type, x-namespace';

/**
 * CORS with credentials for one origin. Pages of any other origin are refused before anything is read; programs other
 * than browsers send no `Origin`.
 * @param origin null: no other origin
 */
function allowOrigin(origin: string | null): RequestHandler {
  return (request, response, next) => {
    response.vary('origin');
    const from = request.get('origin');
    if (from !== undefined) {
      if (from !== origin) {
        throw new HttpProblem({
          status: 403,
          detail: "Only pages of Temporal's Web UI may ask, at exactly the address in TEMPORAL_UI_URL.",
        });
      }
      response.set({ 'access-control-allow-origin': from, 'access-control-allow-credentials': 'true' });
    }
    if (request.method !== 'OPTIONS' || from === undefined) {
      next();
      return;
    }
    response
      .set({
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': headersSent,
        'access-control-max-age': preflightSeconds,
      })
      .status(204)
      .end();
  };
}
