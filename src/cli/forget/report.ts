import type { CallersRun } from '../../adapters/temporal/callers-runs.ts';
import { maskNumber } from '../../domain/phone-number.ts';
import type { FoundCaller } from './find-caller.ts';

const longestLine = 100;
/** Without the key all of Temporal's are, and to see some is enough. */
const mostUnreadable = 20;

/** @returns whether Callthread keeps anything of the caller that could be erased, now or later */
export function isKept({ callIds, temporal }: FoundCaller): boolean {
  return callIds.length + temporal.closed.length + temporal.open.length > 0;
}

/** @returns in lines what there is of the caller, and where, and what a person has to do about what is elsewhere */
export function tellCaller(found: FoundCaller): string[] {
  return [maskNumber(found.e164), '', ...tellOwn(found), '', ...tellFront(found), '', ...tellAircall(found)];
}

function tellOwn({ inLedger, temporal }: FoundCaller): string[] {
  const { closed, open, mentions, unreadable } = temporal;
  const shared = closed.some(({ type }) => type === 'backfill' || type === 'reconcile');
  return [
    'Callthread',
    row('table of calls', inLedger === null ? 'there is none' : countOf(inLedger, 'call')),
    row('Temporal', `${countOf(closed.length, 'closed run')}${typesOf(closed)}`),
    ...(shared
      ? [row('', "a backfill's or reconcile's history holds other callers' calls too: it is deleted as a whole")]
      : []),
    ...open.map((run) => row('still running', tellOpen(run))),
    ...(mentions.length === 0
      ? []
      : [
          row('named elsewhere', `the number stands in texts of other callers' calls, which are left as they are:`),
          ...wrap(mentions.map(({ workflowId }) => workflowId)),
        ]),
    ...(unreadable.length === 0
      ? []
      : [
          row(
            'not readable',
            `${countOf(unreadable.length, 'history', 'histories')} could not be decoded (another key?), and left:`,
          ),
          ...wrap(unreadable.slice(0, mostUnreadable).map(({ workflowId }) => workflowId)),
          ...(unreadable.length > mostUnreadable ? ['    and more'] : []),
        ]),
  ];
}

function tellOpen({ workflowId, state, type }: CallersRun): string {
  const id = type === 'callWorkflow' ? workflowId.replace('call-', '') : workflowId;
  const how = state === 'parked' ? `${workflowId} (parked)` : workflowId;
  if (type === 'callerLock') return `${how} ends by itself: run this again in a minute`;
  if (type === 'undoOnArchive') {
    return `${how} waits, without number or name, for the conversation to be archived. To end it: callthread skip ${id}`;
  }
  return `${how} is left as it is. Run this again when it is over, or first: callthread skip ${id}`;
}

function tellFront({ front, conversationIds }: FoundCaller): string[] {
  const there =
    'problem' in front ? `could not be asked: ${front.problem}` : front.hasContact ? 'there' : 'none with this number';
  return [
    'Front: Callthread deletes nothing there',
    row('contact', there),
    row('conversations', conversationIds.length === 0 ? 'none known' : ''),
    ...conversationIds.map((id) => `    https://app.frontapp.com/open/${id}`),
    row(
      'to do',
      'delete the conversations (in the trash, too), with their comments, then the contact: search for the number',
    ),
  ];
}

function tellAircall({ callIds }: FoundCaller): string[] {
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

/** @returns the words in lines that fit */
function wrap(words: readonly string[]): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + word.length > longestLine) {
      lines.push(`${line},`);
      line = '';
    }
    line = line === '' ? `    ${word}` : `${line}, ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
