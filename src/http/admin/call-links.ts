import type { CallProgress } from '../../adapters/temporal/call-progress.ts';
import type { LedgerCall } from '../../domain/ledger-call.ts';
import type { AdminLinks } from './admin-deps.ts';

/** Where else a call can be looked at; null where it cannot, or nobody has said where. */
export interface CallLinks {
  front: string | null;
  recording: string | null;
  voicemail: string | null;
  temporal: string | null;
}

/** @returns the addresses for one call, each an http(s) address */
export function linksOf(
  { front, aircall, temporalUi }: AdminLinks,
  id: number,
  call: LedgerCall | null,
  progress: CallProgress | null,
): CallLinks {
  const conversationId = call?.conversationId ?? progress?.outcome?.thread?.conversationId ?? null;
  const media = (kind: 'recording' | 'voicemail'): string | null =>
    call?.[kind] === 'there' ? fill(aircall, { id: String(id), media: kind }) : null;
  return {
    front: conversationId === null ? null : fill(front, { id: conversationId }),
    recording: media('recording'),
    voicemail: media('voicemail'),
    temporal: progress === null ? null : fill(temporalUi, { workflowId: progress.workflowId, runId: progress.runId }),
  };
}

function fill(template: string | null, words: Record<string, string>): string | null {
  if (template === null) return null;
  const address = template.replace(/\{(\w+)\}/g, (_whole, word: string) => encodeURIComponent(words[word] ?? ''));
  return /^https?:\/\//i.test(address) && URL.canParse(address) ? address : null;
}
