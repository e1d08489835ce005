import type { PlayedCall } from './played-call.ts';
import type { Say } from './say.ts';
import type { Frame, Row } from './screen.ts';

export interface Addresses {
  inboxUrl: string;
  aircallUrl: string;
  adminUrl: string;
  /** Opens the administrator's pages of this demo. */
  adminToken: string;
  temporalUrl: string;
  /** For commands that are to work on this demo. */
  environmentFile: string;
  logFile: string;
}

/** @returns what the terminal shows of the calls now; states and qualifications are in Temporal's words in every language */
export function drawFrame(calls: PlayedCall[], addresses: Addresses, say: Say): Frame {
  const { inboxUrl, aircallUrl, adminUrl, adminToken, temporalUrl, environmentFile, logFile } = addresses;
  return {
    head: [
      say(
        'Callthread demo: a morning on the phone, a minute long',
        'Démo de Callthread : une matinée au téléphone, en une minute',
      ),
      '',
      `  ${say('Inbox and plugin (stands in for Front)', 'Réception et plugin (imite Front)').padEnd(40)}${inboxUrl}/`,
      `  ${say("The administrator's pages", "Pages de l'administrateur").padEnd(40)}${adminUrl}/`,
      `  ${say('  opened by the token', '  ouvertes par le jeton').padEnd(40)}${adminToken}`,
      `  ${say('Stands in for Aircall (no page)', 'Imite Aircall (sans page)').padEnd(40)}${aircallUrl}/`,
      `  ${say('Temporal Web UI', 'Interface web de Temporal').padEnd(40)}${temporalUrl}/`,
      `  ${say('Variables, for commands (--env-file)', 'Variables, pour les commandes').padEnd(40)}${environmentFile}`,
      `  ${say('Log of the service', 'Journal du service').padEnd(40)}${logFile}`,
      '',
      `  ${[say('call', 'appel').padEnd(8), say('state', 'état').padEnd(8), say('qualification', 'qualification').padEnd(19)].join(' ')} ${say('what happens', 'ce qui se passe')}`,
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
  const detail = waiting === '' ? '' : say(` (waits for ${waiting})`, ` (attend ${waiting})`);
  return { mark: markOf(callId, differences), text: `${columns.join(' ')} ${scripted.title}`, detail };
}

function markOf(callId: number | null, differences: string[] | null): Row['mark'] {
  if (differences !== null) return differences.length === 0 ? '✓' : '✗';
  return callId === null ? '·' : '…';
}
