import { Router } from 'express';
import { z } from 'zod';
import { readSummary } from '../../adapters/aircall/notes.ts';
import type { LedgerCallback } from '../../domain/callbacks/debt.ts';
import type { LedgerCall } from '../../domain/ledger-call.ts';
import { toE164 } from '../../domain/phone-number.ts';
import type { Texts } from '../../texts/text-types.ts';
import { type Language, textsIn } from '../../texts/texts.ts';
import { answerMethodNotAllowed, HttpProblem } from '../problem.ts';
import type { CallbackView, CallDetails, CallView, HistoryAnswer } from './answers.ts';
import type { PluginDeps } from './deps.ts';
import { aircallProblem, ledgerProblem, readBody } from './problems.ts';
import { type AudioKind, audioKinds, type Sessions } from './session.ts';

const maxCalls = 50;
const HistoryRequest = z.object({ numbers: z.array(z.string().max(60)).max(30) });

/**
 * `POST /api/plugin/history`: the newest calls of some numbers. A POST, so that no number is in an address that a proxy
 * may log. Calls that the configuration keeps out of Front are left out here, too.
 */
export function historyRoute({ ledger, preferences }: PluginDeps, texts: Texts['pluginApi']): Router {
  const { language, recordings } = preferences;
  const router = Router();
  const route = router.route('/history');
  route.post(async (request, response) => {
    const numbers = readBody(HistoryRequest, request.body, texts).numbers.map((given) => ({
      given,
      e164: toE164(given, null),
    }));
    const readable = [...new Set(numbers.flatMap(({ e164 }) => e164 ?? []))];
    const [found, open] = readable.length === 0 ? [[], []] : await Promise.all([newestOf(readable), openOf(readable)]);
    const calls = found
      .filter(({ state }) => state !== 'unwanted')
      .map((call) => callView(call, language, recordings !== 'off'));
    const nowSeconds = Math.floor(Date.now() / 1000);
    const callbacks = open.map(callbackView);
    response.json({ kept: ledger !== null, nowSeconds, numbers, calls, callbacks } satisfies HistoryAnswer);
  });
  route.all(answerMethodNotAllowed('POST'));
  return router;

  async function openOf(numbers: string[]): Promise<LedgerCallback[]> {
    const asked = ledger?.openCallbacksOf(numbers) ?? Promise.resolve([]);
    return await asked.catch((error: unknown) => {
      throw ledgerProblem(error, texts);
    });
  }

  async function newestOf(numbers: string[]): Promise<LedgerCall[]> {
    const asked = ledger?.ofNumbers(numbers, maxCalls) ?? Promise.resolve([]);
    return await asked.catch((error: unknown) => {
      throw ledgerProblem(error, texts);
    });
  }
}

function callbackView({ caller, missedAtSeconds, misses, attempts, state }: LedgerCallback): CallbackView {
  return { number: caller, missedAtSeconds, misses, attempts, overdue: state === 'overdue' };
}

const CallRequest = z.object({ number: z.string().max(60) });

/**
 * `POST /api/plugin/calls/:id`: a call's current data from Aircall: its comments, and addresses of its audio that are valid
 * for 15 minutes. It needs the caller's number too, because ids can be guessed.
 */
export function callRoute(
  { aircall, ledger, preferences }: PluginDeps,
  sessions: Sessions,
  texts: Texts['pluginApi'],
): Router {
  const router = Router();
  const route = router.route('/calls/:id');
  route.post(async (request, response) => {
    const id = Number(request.params.id);
    const { number } = readBody(CallRequest, request.body, texts);
    const known = Number.isSafeInteger(id) && id > 0 ? await findKept(id) : null;
    if (known === null || known.caller !== number || known.state === 'unwanted') throw unknownCall();
    const mayHaveSummary = preferences.ai.summary && (known.answeredAtSeconds !== null || known.voicemail === 'there');
    const [found, summary] = await Promise.all([
      aircall.getCall(id).catch((error: unknown) => {
        throw aircallProblem(error, texts, 'look');
      }),
      mayHaveSummary ? readSummary(aircall, id) : null,
    ]);
    if (found === null) throw unknownCall();
    const { call, media } = found;
    const has: Record<AudioKind, boolean> = {
      recording: media.recordingUrl !== null && preferences.recordings !== 'off',
      voicemail: media.voicemailUrl !== null,
    };
    const audio = await Promise.all(audioKinds.filter((kind) => has[kind]).map((kind) => addressOf(id, kind)));
    const comments = preferences.comments === 'off' ? [] : call.comments;
    response.json({
      summary,
      comments: comments.map(({ id: commentId, content, author, postedAtSeconds }) => ({
        id: commentId,
        text: content,
        author: author?.name ?? author?.email ?? null,
        postedAtSeconds,
      })),
      audio,
    } satisfies CallDetails);
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

function callView(call: LedgerCall, language: Language, hasRecordings: boolean): CallView {
  const media = hasRecordings
    ? { recording: call.recording, voicemail: call.voicemail }
    : { voicemail: call.voicemail };
  const kinds = Object.entries(media) as Array<['recording' | 'voicemail', LedgerCall['recording']]>;
  return {
    id: call.id,
    title: titleOf(call, language),
    direction: call.direction,
    answered: call.answeredAtSeconds !== null,
    line: call.line.name,
    agent: call.agent?.name ?? call.agent?.email ?? null,
    number: call.caller,
    startedAtSeconds: call.startedAtSeconds,
    talkSeconds: call.talkSeconds,
    ringSeconds: call.ringSeconds,
    audio: kinds.filter(([, state]) => state === 'there').map(([kind]) => kind),
    awaited: kinds
      .filter(([, state]) => state === 'awaited')
      .map(([kind]) => ({ kind, dueAtSeconds: kind === 'voicemail' ? call.voicemailDueAtSeconds : null })),
    parked:
      call.state === 'parked' ? parkedFor(call.reason?.split(':', 1)[0] ?? '', textsIn(language).pluginApi) : null,
  };
}

/** Before the call is qualified, its direction gives the title. */
function titleOf({ qualification, direction }: LedgerCall, language: Language): string {
  return textsIn(language).entries.qualification[
    qualification ?? (direction === 'inbound' ? 'inbound-answered' : 'outbound-answered')
  ];
}

/** @param failure type as in `CallthreadFailure`, for example FrontUnauthorized */
function parkedFor(failure: string, { parked }: Texts['pluginApi']): CallView['parked'] {
  const [, vendor = '', written = ''] = /^(Front|Aircall)([A-Za-z]+)$/.exec(failure) ?? [];
  // These were retried for a day before the call was parked.
  const kind = written === 'RateLimited' || written === 'OutcomeUnknown' ? 'Unavailable' : written;
  const { reason, remedy } = Object.hasOwn(parked, kind) ? parked[kind as keyof typeof parked] : parked.other;
  return { reason: reason(vendor), remedy };
}
