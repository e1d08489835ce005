import type { Texts } from './texts.ts';

export const en: Texts = {
  qualification: {
    'inbound-answered': 'Inbound call',
    'outbound-answered': 'Outbound call',
    'outbound-unanswered': 'Unanswered outbound call',
    voicemail: 'Voicemail',
    'ivr-abandoned': 'Abandoned in IVR',
    'out-of-hours': 'Missed call out of hours',
    missed: 'Missed call',
  },
  missedReason: {
    out_of_opening_hours: 'out of opening hours',
    short_abandoned: 'the caller hung up at once',
    abandoned_in_ivr: 'the caller hung up in the IVR',
    abandoned_in_classic: 'the caller hung up while waiting',
    no_available_agent: 'no agent was available',
    agents_did_not_answer: 'agents did not answer',
  },
  anonymousCaller: 'Anonymous caller',
  unknownAgent: 'unknown',
  labels: {
    line: 'Line',
    caller: 'Caller',
    called: 'Called',
    agent: 'Agent',
    passedOnBy: 'Passed on by',
    reason: 'Reason',
    rang: 'Rang for',
    duration: 'Duration',
    recording: 'Recording',
    voicemail: 'Voicemail',
    reference: 'Aircall call',
  },
  voicemailNeverCame: (wait) => `Aircall announced a voicemail but did not deliver it within ${wait}.`,
  colon: ': ',
  units: { hours: 'h', minutes: 'min', seconds: 's' },
};
