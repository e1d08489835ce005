import express, { type RequestHandler, Router } from 'express';
import { type JsonCodec, JsonPayloadsInvalid } from '../adapters/temporal/json-codec.ts';
import { UndecodablePayload } from '../adapters/temporal/undecodable-payload.ts';
import { createAdminSession, requireAdmin } from './admin/auth.ts';
import { readJson, requireJson } from './body.ts';
import { answerMethodNotAllowed, HttpProblem } from './problem.ts';

/** Temporal takes 4 MB at a time, which is a third more as base64. */
const largestBody = '6mb';

export interface CodecDeps {
  codec: JsonCodec;
  adminToken: string;
  /** As for the administrator's pages. */
  secureCookies: boolean;
  /** Of Temporal's Web UI, as browsers write it: http://127.0.0.1:8080; null: browsers of no other site are answered. */
  uiOrigin: string | null;
}

/**
 * `POST /codec/decode` and `/codec/encode`: what Temporal calls a codec server, for its Web UI and command-line tool.
 * Opened as the administrator's pages are: by the login's cookie, which a browser sends along from the Web UI when that is
 * on the same site, or by `Authorization: Bearer`.
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
      .post(requireJson, express.raw({ type: 'application/json', limit: largestBody }), async (request, response) => {
        response.json(await answering(() => code(readJson(request.body))));
      })
      .all(answerMethodNotAllowed('POST'));
  }
  return router;
}

const noStore: RequestHandler = (_request, response, next) => {
  response.set('cache-control', 'no-store');
  next();
};

async function answering<Result>(code: () => Promise<Result>): Promise<Result> {
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
/** What Temporal's Web UI sends, by its own settings some more than others. */
const headersSent = 'authorization, authorization-extras, content-type, x-namespace';

/**
 * Lets pages of one other origin send requests that carry the login, and read the answers. Pages of any other are
 * refused before anything is read; programs that are no browsers send no `Origin`.
 * @param origin null: pages of no other origin
 */
function allowOrigin(origin: string | null): RequestHandler {
  return (request, response, next) => {
    response.vary('origin');
    const from = request.get('origin');
    if (from !== undefined) {
      if (from !== origin) {
        throw new HttpProblem({
          status: 403,
          detail: "Only pages of Temporal's Web UI are answered here, under exactly the address of TEMPORAL_UI_URL.",
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
