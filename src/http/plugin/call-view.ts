import type { LedgerCall } from '../../domain/ledger-call.ts';
import type { PluginApiTexts } from '../../texts/text-types.ts';
import { type Language, textsIn } from '../../texts/texts.ts';

/** What is still to come of a call; `dueAtSeconds` is null where it comes when it comes. */
export interface Awaited {
  kind: 'recording' | 'voicemail';
  dueAtSeconds: number | null;
}

/** A call as the page shows it in the list. Times are UNIX seconds. */
export interface CallView {
  id: number;
  /** Its qualification in words. */
  title: string;
  direction: LedgerCall['direction'];
  answered: boolean;
  line: string;
  agent: string | null;
  number: string | null;
  startedAtSeconds: number;
  talkSeconds: number | null;
  ringSeconds: number | null;
  audio: Array<'recording' | 'voicemail'>;
  awaited: Awaited[];
  parked: { reason: string; remedy: string } | null;
}

export function callView(call: LedgerCall, language: Language, hasRecordings: boolean): CallView {
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

/** While nothing more is known than who called whom, that is what it is called. */
function titleOf({ qualification, direction }: LedgerCall, language: Language): string {
  return textsIn(language).entries.qualification[
    qualification ?? (direction === 'inbound' ? 'inbound-answered' : 'outbound-answered')
  ];
}

/** @param failure its type, as in `CallthreadFailure`: FrontUnauthorized, say */
function parkedFor(failure: string, { parked }: PluginApiTexts): CallView['parked'] {
  const [, vendor = '', written = ''] = /^(Front|Aircall)([A-Za-z]+)$/.exec(failure) ?? [];
  // These three were tried for a day before the call was parked.
  const kind = written === 'RateLimited' || written === 'OutcomeUnknown' ? 'Unavailable' : written;
  const { reason, remedy } = Object.hasOwn(parked, kind) ? parked[kind as keyof typeof parked] : parked.other;
  return { reason: reason(vendor), remedy };
}
