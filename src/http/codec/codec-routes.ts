import express, { type RequestHandler, Router } from 'express';
import { type JsonCodec, JsonPayloadsInvalid } from '../../adapters/temporal/json-codec.ts';
import { UndecodablePayload } from '../../adapters/temporal/undecodable-payload.ts';
import { createAdminSession } from '../admin/admin-session.ts';
import { requireAdmin } from '../admin/require-admin.ts';
import { HttpProblem } from '../http-problem.ts';
import { answerMethodNotAllowed } from '../middleware/problem.ts';
import { readJson } from '../read-json.ts';
import { requireJson } from '../require-json.ts';
import { allowOrigin } from './allow-origin.ts';

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
