import { styleText } from 'node:util';
import type { PlayedCall, Say } from './story.ts';

/** A screen: the calls between a head and a foot. */
export interface Frame {
  head: string[];
  rows: Row[];
  foot: string[];
}

export interface Row {
  mark: '·' | '…' | '✓' | '✗';
  text: string;
  /** Changes often, so it is only shown in a terminal. */
  detail: string;
}

export interface Screen {
  show(frame: Frame): void;
  /** Shows the last frame in full and restores the terminal. */
  close(frame: Frame): void;
}

/** Redraws in a terminal; elsewhere writes a line whenever a call changes. */
export function createScreen(stream: NodeJS.WriteStream): Screen {
  return stream.isTTY ? createLiveScreen(stream) : createLineScreen(stream);
}

function createLineScreen(stream: NodeJS.WritableStream): Screen {
  let written: string[] | null = null;
  const show = ({ head, rows }: Frame): void => {
    if (written === null) stream.write(`${head.join('\n')}\n`);
    const lines = rows.map(({ mark, text }) => `${mark} ${text}`);
    const begun = lines.filter((line, place) => line !== written?.[place] && rows[place]?.mark !== '·');
    for (const line of begun) stream.write(`${line}\n`);
    written = lines;
  };
  return {
    show,
    close(frame) {
      show(frame);
      stream.write(`${frame.foot.join('\n')}\n`);
    },
  };
}

function createLiveScreen(stream: NodeJS.WriteStream): Screen {
  let height = 0;
  // Some terminals do not report their size.
  const columns = (): number => stream.columns || 80;
  const giveCursorBack = (): boolean => stream.write('\x1b[?25h');
  process.once('exit', giveCursorBack);
  const draw = (lines: string[]): void => {
    const up = height > 0 ? `\x1b[${height}A\r` : '\x1b[?25l';
    stream.write(`${up}${lines.map((line) => `${line}\x1b[K\n`).join('')}\x1b[J`);
    height = lines.length;
  };
  const linesOf = ({ head, rows, foot }: Frame): string[] => [
    ...head.map((line) => cut(line, columns())),
    ...rows.map((row) => colour(row, cut(`${row.mark} ${row.text}${row.detail}`, columns()))),
    ...foot.map((line) => cut(line, columns())),
  ];
  return {
    show: (frame) => draw(linesOf(fit(frame, (stream.rows || 24) - 1))),
    close(frame) {
      draw(linesOf({ ...frame, foot: [] }));
      stream.write(`${frame.foot.join('\n')}\n`);
      giveCursorBack();
      process.off('exit', giveCursorBack);
    },
  };
}

/** Only what fits can be redrawn: completed calls are left out first, then those to come. */
function fit({ head, rows, foot }: Frame, height: number): Frame {
  const feet = foot.slice(0, Math.max(1, height - head.length - 1));
  const most = Math.max(1, height - head.length - feet.length);
  const shown = [...rows];
  for (const mark of ['✓', '·', '…'] as const) {
    while (shown.length > most && shown.some((row) => row.mark === mark)) {
      shown.splice(
        mark === '✓' ? shown.findIndex((row) => row.mark === mark) : shown.findLastIndex((row) => row.mark === mark),
        1,
      );
    }
  }
  return { head, rows: shown.slice(0, most), foot: feet };
}

function cut(line: string, columns: number): string {
  return line.length < columns ? line : `${line.slice(0, Math.max(0, columns - 2))}…`;
}

function colour({ mark }: Row, line: string): string {
  if (process.env['NO_COLOR']) return line;
  if (mark === '✓') return styleText('green', line);
  if (mark === '✗') return styleText('red', line);
  return mark === '·' ? styleText('dim', line) : line;
}

export interface Addresses {
  inboxUrl: string;
  aircallUrl: string;
  adminUrl: string;
  /** The admin token of this demo. */
  adminToken: string;
  temporalUrl: string;
  /** For running commands against this demo. */
  environmentFile: string;
  logFile: string;
}

/** @returns the screen for the calls as they are now; states and qualifications are never translated */
export function drawFrame(calls: PlayedCall[], addresses: Addresses, say: Say): Frame {
  const { inboxUrl, aircallUrl, adminUrl, adminToken, temporalUrl, environmentFile, logFile } = addresses;
  return {
    head: [
      say(
        'Callthread demo: a morning of calls in one minute',
        'Démo de Callthread : une matinée au téléphone, en une minute',
      ),
      '',
      `  ${say('Inbox and plugin (simulated Front)', 'Réception et plugin (imite Front)').padEnd(40)}${inboxUrl}/`,
      `  ${say('Admin pages', "Pages de l'administrateur").padEnd(40)}${adminUrl}/`,
      `  ${say('  token', '  ouvertes par le jeton').padEnd(40)}${adminToken}`,
      `  ${say('Cards in Aircall (simulated)', 'Fiches dans Aircall (imité)').padEnd(40)}${aircallUrl}/`,
      `  ${say('Temporal Web UI', 'Interface web de Temporal').padEnd(40)}${temporalUrl}/`,
      `  ${say('Variables for commands (--env-file)', 'Variables, pour les commandes').padEnd(40)}${environmentFile}`,
      `  ${say('Service log', 'Journal du service').padEnd(40)}${logFile}`,
      '',
      `  ${[say('call', 'appel').padEnd(8), say('state', 'état').padEnd(8), say('qualification', 'qualification').padEnd(19)].join(' ')} ${say('story', 'ce qui se passe')}`,
    ],
    rows: calls.map((call) => rowOf(call, say)),
    foot: [],
  };
}

function rowOf({ callId, workflow, differences, scripted }: PlayedCall, say: Say): Row {
  const columns = [
    String(callId ?? '').padEnd(8),
    (workflow?.state ?? '').padEnd(8),
    (workflow?.qualification ?? '').padEnd(19),
  ];
  const waiting = workflow === null || workflow.waitingFor.length === 0 ? '' : workflow.waitingFor.join(', ');
  const detail = waiting === '' ? '' : say(` (waiting for ${waiting})`, ` (attend ${waiting})`);
  return { mark: markOf(callId, differences), text: `${columns.join(' ')} ${scripted.title}`, detail };
}

function markOf(callId: number | null, differences: string[] | null): Row['mark'] {
  if (differences !== null) return differences.length === 0 ? '✓' : '✗';
  return callId === null ? '·' : '…';
}
