/** What the plugin's backend says to an agent: what is the matter, and what to do about it. */
export interface PluginTexts {
  refused: { title: string; body: string };
  sessionOver: string;
  otherTeammate: string;
  badRequest: string;
  noAgent: string;
  noLine: string;
  unreadableNumber: string;
  /** By Aircall's availability of the agent; `other` for what it says beyond these. */
  unavailable: Record<'offline' | 'do_not_disturb' | 'in_call' | 'after_call_work' | 'other', string>;
  aircall: {
    away: string;
    /** Of a dial whose answer was lost. */
    mayHaveDialled: string;
    limited: (seconds: number) => string;
    unauthorized: string;
    agentGone: string;
    refused: string;
  };
  tooManyDials: string;
  tooManyRequests: string;
  historyAway: string;
  unknownCall: string;
  noAudio: string;
  /** By the end of the failure's type. */
  parked: Record<
    'Unavailable' | 'Unauthorized' | 'Rejected' | 'NotFound' | 'PayloadUnexpected' | 'other',
    { reason: (vendor: string) => string; remedy: string }
  >;
}
