import type { CallersRun } from '../../adapters/temporal/erasure/find-runs.ts';
import { maskNumber } from '../../domain/phone-number.ts';
import type { FoundCaller } from './find-caller.ts';

const maxLineLength = 100;
/** Without the key every history is unreadable, so only some are listed. */
const maxUnreadable = 20;

/** @returns whether Callthread holds anything about the caller that can be erased, now or later */
export function isKept({ callIds, temporal }: FoundCaller): boolean {
  return callIds.length + temporal.closed.length + temporal.open.length + temporal.callbacks.length > 0;
}

/** @returns lines that list what there is about the caller, by place, and what a person has to do elsewhere */
export function formatCaller(found: FoundCaller): string[] {
  return [maskNumber(found.e164), '', ...ownLines(found), '', ...frontLines(found), '', ...aircallLines(found)];
}

function ownLines({ inLedger, temporal }: FoundCaller): string[] {
  const { closed, open, callbacks, mentions, unreadable } = temporal;
  const shared = closed.some(({ type }) => type === 'backfill' || type === 'reconcile');
  return [
    'Callthread',
    row('table of calls', inLedger === null ? 'none' : countOf(inLedger, 'call')),
    row('Temporal', `${countOf(closed.length, 'closed run')}${typesOf(closed)}`),
    ...(shared
      ? [row('', "histories of a backfill or reconcile contain other callers' calls too; they are deleted whole")]
      : []),
    ...callbacks.map(({ workflowId }) =>
      row('open callback', `${workflowId} is ended and deleted; tags that it put on the conversation stay`),
    ),
    ...open.map((run) => row('still running', describeOpen(run))),
    ...(mentions.length === 0
      ? []
      : [
          row('named elsewhere', `the number appears in texts of other callers' calls, which are left alone:`),
          ...wrap(mentions.map(({ workflowId }) => workflowId)),
        ]),
    ...(unreadable.length === 0
      ? []
      : [
          row(
            'unreadable',
            `${countOf(unreadable.length, 'history', 'histories')} could not be decoded (another key?) and are left alone:`,
          ),
          ...wrap(unreadable.slice(0, maxUnreadable).map(({ workflowId }) => workflowId)),
          ...(unreadable.length > maxUnreadable ? ['    and more'] : []),
        ]),
  ];
}

function describeOpen({ workflowId, state, type }: CallersRun): string {
  const id = type === 'callWorkflow' ? workflowId.replace('call-', '') : workflowId;
  const how = state === 'parked' ? `${workflowId} (parked)` : workflowId;
  if (type === 'callerLock') return `${how} will end on its own: run this again in a minute`;
  if (type === 'undoOnArchive') {
    return `${how} waits for the conversation to be archived, without number or name. To end it: callthread skip ${id}`;
  }
  return `${how} is left alone. Run this again when it has ended, or end it: callthread skip ${id}`;
}

function frontLines({ front, conversationIds }: FoundCaller): string[] {
  const contact =
    'problem' in front ? `could not be read: ${front.problem}` : front.hasContact ? 'exists' : 'none with this number';
  return [
    'Front: Callthread deletes nothing there',
    row('contact', contact),
    row('conversations', conversationIds.length === 0 ? 'none known' : ''),
    ...conversationIds.map((id) => `    https://app.frontapp.com/open/${id}`),
    row('to do', 'delete the conversations (also from the trash), then the contact: search for the number'),
  ];
}

function aircallLines({ callIds }: FoundCaller): string[] {
  return [
    'Aircall: Callthread deletes nothing there',
    row('calls', callIds.length === 0 ? 'none known' : ''),
    ...wrap(callIds.map(String)),
    row(
      'to do',
      'delete recordings and voicemails, and the contact; ask Aircall to erase the calls, which its API cannot',
    ),
  ];
}

function row(label: string, text: string): string {
  return `  ${label.padEnd(16)}${text}`.trimEnd();
}

function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** ` (12 callWorkflow, 2 callerLock)` */
function typesOf(runs: readonly CallersRun[]): string {
  const counts = new Map<string, number>();
  for (const { type } of runs) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts.size === 0 ? '' : ` (${[...counts].map(([type, count]) => `${count} ${type}`).join(', ')})`;
}

/** @returns the words in lines of limited length */
function wrap(words: readonly string[]): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + word.length > maxLineLength) {
      lines.push(`${line},`);
      line = '';
    }
    line = line === '' ? `    ${word}` : `${line}, ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
