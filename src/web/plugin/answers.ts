/** Answers of /api/plugin. Times are UNIX seconds. */
export interface HistoryAnswer {
  /** False if Callthread runs without its database. */
  kept: boolean;
  nowSeconds: number;
  calls: CallView[];
}

type AudioKind = 'recording' | 'voicemail';

export interface Awaited {
  kind: AudioKind;
  dueAtSeconds: number | null;
}

export interface CallView {
  id: number;
  title: string;
  direction: 'inbound' | 'outbound';
  answered: boolean;
  line: string;
  agent: string | null;
  number: string | null;
  startedAtSeconds: number;
  talkSeconds: number | null;
  ringSeconds: number | null;
  audio: AudioKind[];
  awaited: Awaited[];
  parked: { reason: string; remedy: string } | null;
}

export interface CallDetails {
  comments: Array<{ id: number; text: string; author: string | null; postedAtSeconds: number }>;
  audio: Array<{ kind: AudioKind; address: string }>;
}

export interface LinesAnswer {
  lines: Array<{ id: number; name: string; number: string | null }>;
}
