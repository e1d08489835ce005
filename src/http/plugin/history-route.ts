import { Router } from 'express';
import { z } from 'zod';
import type { LedgerCall } from '../../domain/ledger-call.ts';
import { toE164 } from '../../domain/phone-number.ts';
import type { PluginApiTexts } from '../../texts/text-types.ts';
import { answerMethodNotAllowed } from '../middleware/problem.ts';
import { callView } from './call-view.ts';
import { ledgerProblem } from './ledger-problem.ts';
import type { PluginDeps } from './plugin-deps.ts';
import { readBody } from './read-body.ts';

const mostCalls = 50;
const Asked = z.object({ numbers: z.array(z.string().max(60)).max(30) });

/**
 * `POST /api/plugin/history`: the newest calls with some numbers. A POST, so that no number is in an address that a proxy
 * may log. Calls that the configuration keeps out of Front are kept out here.
 */
export function historyRoute({ ledger, preferences }: PluginDeps, texts: PluginApiTexts): Router {
  const { language, recordings } = preferences;
  const router = Router();
  const route = router.route('/history');
  route.post(async (request, response) => {
    const numbers = readBody(Asked, request.body, texts).numbers.map((given) => ({ given, e164: toE164(given, null) }));
    const readable = [...new Set(numbers.flatMap(({ e164 }) => e164 ?? []))];
    const found = readable.length === 0 ? [] : await newestOf(readable);
    const calls = found
      .filter(({ state }) => state !== 'unwanted')
      .map((call) => callView(call, language, recordings !== 'off'));
    response.json({ kept: ledger !== null, nowSeconds: Math.floor(Date.now() / 1000), numbers, calls });
  });
  route.all(answerMethodNotAllowed('POST'));
  return router;

  async function newestOf(numbers: string[]): Promise<LedgerCall[]> {
    const asked = ledger?.ofNumbers(numbers, mostCalls) ?? Promise.resolve([]);
    return await asked.catch((error: unknown) => {
      throw ledgerProblem(error, texts);
    });
  }
}
