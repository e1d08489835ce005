import type { Texts } from './texts.ts';

export const fr: Texts = {
  qualification: {
    'inbound-answered': 'Appel entrant',
    'outbound-answered': 'Appel sortant',
    'outbound-unanswered': 'Appel sortant sans réponse',
    voicemail: 'Message vocal',
    'ivr-abandoned': 'Abandonné dans le SVI',
    'out-of-hours': 'Appel manqué hors horaires',
    missed: 'Appel manqué',
  },
  missedReason: {
    out_of_opening_hours: 'hors des heures d’ouverture',
    short_abandoned: 'l’appelant a raccroché aussitôt',
    abandoned_in_ivr: 'l’appelant a raccroché dans le SVI',
    abandoned_in_classic: 'l’appelant a raccroché pendant l’attente',
    no_available_agent: 'aucun agent disponible',
    agents_did_not_answer: 'les agents n’ont pas répondu',
  },
  anonymousCaller: 'Appelant anonyme',
  unknownAgent: 'inconnu',
  labels: {
    line: 'Ligne',
    caller: 'Appelant',
    called: 'Appelé',
    agent: 'Agent',
    passedOnBy: 'Transféré par',
    reason: 'Motif',
    rang: 'A sonné',
    duration: 'Durée',
    recording: 'Enregistrement',
    voicemail: 'Message vocal',
    reference: 'Appel Aircall',
  },
  voicemailNeverCame: (wait) => `Aircall a annoncé un message vocal, mais ne l’a pas fourni en ${wait}.`,
  colon: ' : ',
  units: { hours: 'h', minutes: 'min', seconds: 's' },
};
