import { getTableColumns } from 'drizzle-orm';
import type { LedgerCall, SeenCall } from '../../domain/ledger-call.ts';
import { type CallRow, calls } from './calls-table.ts';
import { cleanText, foldText } from './clean-text.ts';

type NewRow = typeof calls.$inferInsert;

const clean = (text: string | null): string | null => (text === null ? null : cleanText(text));
const fold = (text: string | null): string | null => (text === null ? null : foldText(text));
const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** @returns the row of a call as it was at the revision, UNIX milliseconds */
export function toRow(call: LedgerCall, revision: number): NewRow {
  const { line, agent, erased: _erased, ...rest } = call;
  return {
    ...rest,
    reason: clean(call.reason),
    lineId: line.id,
    lineName: cleanText(line.name),
    lineE164: clean(line.e164),
    caller: clean(call.caller),
    callerDigits: call.caller?.replace(/\D/g, '').slice(0, 100) || null,
    callerName: clean(call.callerName),
    callerFolded: fold(call.callerName),
    agentId: agent?.id ?? null,
    agentName: clean(agent?.name ?? null),
    agentFolded: fold(agent?.name ?? null),
    agentEmail: clean(agent?.email ?? null),
    conversationId: clean(call.conversationId),
    revision,
    seenAtSeconds: nowSeconds(),
  };
}

/** @returns the row of a call of which only Aircall's list has told: whatever is recorded is newer */
export function toSeenRow({ id, direction, line, startedAtSeconds, wanted }: SeenCall): NewRow {
  return {
    id,
    state: wanted ? 'seen' : 'unwanted',
    direction,
    lineId: line.id,
    lineName: cleanText(line.name),
    lineE164: clean(line.e164),
    startedAtSeconds,
    recording: 'none',
    voicemail: 'none',
    revision: 0,
    seenAtSeconds: nowSeconds(),
  };
}

const {
  callerDigits: _digits,
  callerFolded: _caller,
  agentFolded: _agent,
  revision: _revision,
  seenAtSeconds: _seen,
  ...shownColumns
} = getTableColumns(calls);

/** The columns that `toCall` reads. */
export const callColumns = shownColumns;

type CallColumns = Pick<CallRow, keyof typeof callColumns>;

/** @returns the call of a row */
export function toCall(row: CallColumns): LedgerCall {
  const { lineId, lineName, lineE164, agentId, agentName, agentEmail, erasedAtSeconds, ...rest } = row;
  return {
    ...rest,
    line: { id: lineId, name: lineName, e164: lineE164 },
    agent: agentId === null ? null : { id: agentId, name: agentName, email: agentEmail },
    ...(erasedAtSeconds === null ? {} : { erased: true }),
  };
}
