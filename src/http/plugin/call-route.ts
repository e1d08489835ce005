import { Router } from 'express';
import { z } from 'zod';
import type { LedgerCall } from '../../domain/ledger-call.ts';
import type { PluginApiTexts } from '../../texts/text-types.ts';
import { HttpProblem } from '../http-problem.ts';
import { answerMethodNotAllowed } from '../middleware/problem.ts';
import { aircallProblem } from './aircall-problem.ts';
import { ledgerProblem } from './ledger-problem.ts';
import type { PluginDeps } from './plugin-deps.ts';
import { readBody } from './read-body.ts';
import { type AudioKind, audioKinds, type Sessions } from './sessions.ts';

const Asked = z.object({ number: z.string().max(60) });

/**
 * `POST /api/plugin/calls/:id`: what Aircall knows of a call now: its comments, and addresses of its audio that hold for
 * a quarter of an hour. Only for whoever knows the caller's number too: ids can be guessed.
 */
export function callRoute(
  { aircall, ledger, preferences }: PluginDeps,
  sessions: Sessions,
  texts: PluginApiTexts,
): Router {
  const router = Router();
  const route = router.route('/calls/:id');
  route.post(async (request, response) => {
    const id = Number(request.params.id);
    const { number } = readBody(Asked, request.body, texts);
    const known = Number.isSafeInteger(id) && id > 0 ? await findKept(id) : null;
    if (known === null || known.caller !== number || known.state === 'unwanted') throw unknownCall();
    const found = await aircall.getCall(id).catch((error: unknown) => {
      throw aircallProblem(error, texts, 'look');
    });
    if (found === null) throw unknownCall();
    const { call, media } = found;
    const has: Record<AudioKind, boolean> = {
      recording: media.recordingUrl !== null && preferences.recordings !== 'off',
      voicemail: media.voicemailUrl !== null,
    };
    const audio = await Promise.all(audioKinds.filter((kind) => has[kind]).map((kind) => addressOf(id, kind)));
    const comments = preferences.comments === 'off' ? [] : call.comments;
    response.json({
      comments: comments.map(({ id: commentId, content, author, postedAtSeconds }) => ({
        id: commentId,
        text: content,
        author: author?.name ?? author?.email ?? null,
        postedAtSeconds,
      })),
      audio,
    });
  });
  route.all(answerMethodNotAllowed('POST'));
  return router;

  async function findKept(id: number): Promise<LedgerCall | null> {
    const asked = ledger?.find(id) ?? Promise.resolve(null);
    return await asked.catch((error: unknown) => {
      throw ledgerProblem(error, texts);
    });
  }

  async function addressOf(callId: number, kind: AudioKind): Promise<{ kind: AudioKind; address: string }> {
    const ticket = await sessions.signTicket({ callId, kind });
    return { kind, address: `/api/plugin/calls/${callId}/${kind}?ticket=${ticket}` };
  }

  function unknownCall(): HttpProblem {
    return new HttpProblem({ status: 404, detail: texts.unknownCall });
  }
}
