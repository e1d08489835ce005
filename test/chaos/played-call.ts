import type { PlannedCall } from './plan-calls.ts';

/** A planned call with the id that the Aircall simulator gave it. */
export interface PlayedCall extends PlannedCall {
  id: number;
  startedAtSeconds: number;
}

/** Aircall's user id to Front's e-mail, as both simulators are seeded; who is not here is no teammate. */
const teammates: Record<number, string> = { 70001: 'anna.agent@example.com', 70002: 'ben.backup@example.com' };
const names: Record<number, string> = { 70003: 'Chloé Conseil' };

interface ExpectedEntry {
  externalId: string;
  createdAtSeconds: number;
  /** The body begins so. */
  firstLines: string[];
  authorEmail: string | null;
  inbound: boolean;
}

/** What Front must show of a call, worked out from its script by the product's description, not by its code. */
export interface ExpectedCall {
  entries: ExpectedEntry[];
  comments: Array<{ body: string; authorEmail: string | null }>;
  answered: boolean;
  /** Whose the conversation is after this call; null leaves it as it was. */
  assigneeEmail: string | null;
}

export function expectedOf({ id, script, startedAtSeconds }: PlayedCall): ExpectedCall {
  const { direction, ringSeconds, talkSeconds, recording, voicemail, transfer } = script;
  const answered = talkSeconds !== undefined;
  const agent = transfer?.succeeds ? transfer.to : script.agent;
  const byAgent = answered || direction === 'outbound';
  const agentEmail = (agent === undefined ? undefined : teammates[agent]) ?? null;
  const endedAtSeconds = startedAtSeconds + ringSeconds + (talkSeconds ?? 0);
  const entry = (kind: string, createdAtSeconds: number, firstLines: string[]): ExpectedEntry => ({
    externalId: `aircall-${id}-${kind}`,
    createdAtSeconds,
    firstLines,
    authorEmail: byAgent ? agentEmail : null,
    inbound: !byAgent,
  });
  const link = (kind: string): string[] => [`: https://assets.aircall.io/calls/${id}/${kind}`];
  return {
    answered,
    assigneeEmail: answered ? agentEmail : null,
    entries: [
      entry('call', startedAtSeconds, headings(script)),
      ...(answered ? [entry('duration', endedAtSeconds, [durationText(talkSeconds)])] : []),
      ...(answered && recording !== undefined ? [entry('recording', endedAtSeconds + 1, link('recording'))] : []),
      ...(voicemail === undefined ? [] : [entry('voicemail', endedAtSeconds + 1, link('voicemail'))]),
    ],
    comments: (answered ? (script.comments ?? []) : []).map(({ by = 0, content }) => {
      const authorEmail = teammates[by] ?? null;
      return { authorEmail, body: authorEmail === null ? `${names[by]}:\n${content}` : content };
    }),
  };
}

/** A voicemail reported after the call has been logged leaves the heading as it is. */
function headings({ direction, talkSeconds, missedReason, voicemail }: PlannedCall['script']): string[] {
  if (talkSeconds !== undefined) return [direction === 'inbound' ? 'Inbound call –' : 'Outbound call –'];
  if (direction === 'outbound') return ['Unanswered outbound call –'];
  const missed =
    missedReason === 'abandoned_in_ivr'
      ? 'Abandoned in IVR –'
      : missedReason === 'out_of_opening_hours'
        ? 'Missed call out of hours –'
        : 'Missed call –';
  return voicemail === undefined ? [missed] : [missed, 'Voicemail –'];
}

function durationText(seconds: number): string {
  return seconds < 60 ? `Duration: ${seconds} s` : `Duration: ${Math.floor(seconds / 60)} min`;
}
