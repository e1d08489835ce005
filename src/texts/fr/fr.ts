import type { Texts } from '../text-types.ts';
import { admin } from './admin.ts';

const retry = 'puis relancer l’appel depuis la page des appels en attente de Callthread, ou avec « callthread retry »';

export const fr: Texts = {
  locale: 'fr-FR',
  entries: {
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
      time: 'Heure',
      agent: 'Agent',
      transferredBy: 'Transféré par',
      reason: 'Motif',
      rang: 'A sonné',
      duration: 'Durée',
      recording: 'Enregistrement',
      voicemail: 'Message vocal',
      reference: 'Appel Aircall',
    },
    voicemailNeverCame: (wait) => `Aircall a annoncé un message vocal, mais ne l’a pas fourni en ${wait}.`,
    callback: {
      calledBack: (agent, after) => `Rappelé${agent === null ? '' : ` par ${agent}`}, ${after} après l’appel manqué`,
      reached: (agent, after) => `Joint${agent === null ? '' : ` par ${agent}`}, ${after} après l’appel manqué`,
    },
    notes: {
      headings: { notes: 'Résumé IA (Aircall)', transcript: 'Transcription (Aircall)' },
      topics: 'Sujets',
      actionItems: 'Actions à mener',
      sentiment: 'Sentiment',
      parties: { agent: 'agent', caller: 'appelant', voiceAgent: 'agent vocal IA' },
      sentiments: { POSITIVE: 'positif', NEUTRAL: 'neutre', NEGATIVE: 'négatif' },
      transcriptTooLarge: 'La transcription dépasse les 25 Mo que Front accepte : lisez-la dans Aircall.',
    },
    colon: ' : ',
    units: { hours: 'h', minutes: 'min', seconds: 's' },
  },

  card: {
    labels: { last: 'Dernier échange', status: 'État', owner: 'Responsable', callBack: 'À rappeler' },
    newCaller: 'nouvel appelant',
    unassigned: 'non assignée',
    status: { open: 'ouverte', archived: 'archivée', snoozed: 'en veille' },
    callBack: (misses, age) => (misses === 1 ? `appel manqué ${age}` : `${misses} appels manqués, le premier ${age}`),
  },

  pluginApi: {
    refused: {
      title: 'Cette page s’ouvre dans Front',
      body: 'Il lui faut le secret que Front ajoute à son adresse. Ouvrez le module dans la barre latérale de Front. Si vous voyez cette page là-bas, demandez à votre administrateur de mettre le secret du module dans FRONT_PLUGIN_SECRET et de redémarrer Callthread.',
    },
    sessionOver: 'Cette page est ouverte depuis trop longtemps. Fermez le module et rouvrez-le.',
    otherTeammate: 'Cette page appartient à un autre collègue. Fermez le module et rouvrez-le.',
    badRequest: 'La page a demandé quelque chose que Callthread ne comprend pas. Fermez le module et rouvrez-le.',
    noAgent:
      'Aircall n’a pas d’agent avec votre adresse e-mail. Demandez à votre administrateur de vous en créer un dans Aircall, ou d’indiquer les deux adresses sous « agents » dans la configuration de Callthread.',
    noLine:
      'Aucune ligne Aircall ne vous est attribuée. Demandez à votre administrateur de vous en attribuer une dans Aircall.',
    unreadableNumber:
      'Aircall ne peut pas appeler ce numéro. Écrivez-le dans le contact avec son indicatif, par exemple +33 1 86 65 10 10.',
    unavailable: {
      offline: 'Vous êtes hors ligne dans Aircall. Ouvrez Aircall, connectez-vous, puis rappelez.',
      do_not_disturb: 'Vous êtes en « ne pas déranger » dans Aircall. Rendez-vous disponible, puis rappelez.',
      in_call: 'Vous êtes en appel dans Aircall. Rappelez quand il sera terminé.',
      after_call_work: 'Vous êtes en post-appel dans Aircall. Terminez-le, puis rappelez.',
      other:
        'Aircall ne peut pas joindre votre téléphone. Vérifiez qu’Aircall est ouvert et que vous y êtes disponible, puis rappelez.',
    },
    aircall: {
      away: 'Aircall ne répond pas. Réessayez dans un instant.',
      mayHaveDialled:
        'Aircall n’a pas répondu : le numéro est peut-être arrivé sur votre téléphone. Regardez-y avant de rappeler.',
      limited: (seconds) => `Aircall n’accepte plus de demandes pour l’instant. Réessayez dans ${seconds} s.`,
      unauthorized: 'Aircall refuse la clé d’API de Callthread. Prévenez votre administrateur.',
      agentGone:
        'Aircall ne vous connaît plus, ou plus cette ligne. Rouvrez le module, ou prévenez votre administrateur.',
      refused: 'Aircall refuse d’appeler ce numéro. Vérifiez-le, et que la ligne vous est attribuée dans Aircall.',
    },
    tooManyDials: 'Beaucoup d’appels en une minute. Attendez un instant, puis rappelez.',
    tooManyRequests: 'La page demande trop à la fois. Attendez un instant et réessayez.',
    historyAway: 'La base de Callthread ne répond pas. Appeler fonctionne quand même ; réessayez dans un instant.',
    unknownCall: 'Aircall n’a plus cet appel.',
    noAudio: 'Aircall n’a plus cet audio, ou pas encore.',
    parked: {
      Unavailable: {
        reason: (vendor) => `${vendor} n’a pas répondu correctement pendant un jour.`,
        remedy: `Votre administrateur peut voir s’il est rétabli, ${retry}.`,
      },
      Unauthorized: {
        reason: (vendor) => `${vendor} refuse la clé de Callthread.`,
        remedy: `Votre administrateur doit en mettre une bonne, ${retry}.`,
      },
      Rejected: {
        reason: (vendor) => `${vendor} a refusé ce qui lui a été envoyé.`,
        remedy: `Votre administrateur doit corriger la configuration, ${retry}.`,
      },
      NotFound: {
        reason: (vendor) => `${vendor} n’a plus quelque chose qu’il faut à l’appel, une boîte peut-être.`,
        remedy: `Votre administrateur doit la créer ou la partager, ${retry}.`,
      },
      PayloadUnexpected: {
        reason: (vendor) => `${vendor} a répondu sous une forme que Callthread ne connaît pas.`,
        remedy: `Votre administrateur peut chercher une version plus récente de Callthread, ${retry}.`,
      },
      other: {
        reason: () => 'Callthread n’a pas pu l’écrire dans Front.',
        remedy: 'Votre administrateur en trouve la raison sur la page des appels en attente de Callthread.',
      },
    },
  },

  pluginPage: {
    waitingForFront: 'En attente de Front…',
    outsideFront: 'Cette page ne montre rien hors de Front : ouvrez le module dans la barre latérale de Front.',
    nothingSelected: 'Ouvrez une conversation pour voir les appels de son contact et l’appeler.',
    severalSelected: 'Plusieurs conversations sont sélectionnées. Ouvrez-en une pour voir les appels de son contact.',
    noNumber: 'Ce contact n’a pas de numéro de téléphone. Ajoutez-en un au contact dans Front pour l’appeler d’ici.',
    numbers: 'Numéros',
    call: 'Appeler',
    readyToCall: 'Prêt à appeler',
    callBack: 'À rappeler',
    callBackOverdue: 'À rappeler : en retard',
    missedSince: (misses, time) => (misses === 1 ? `Appel manqué, ${time}` : `${misses} appels manqués depuis ${time}`),
    attempts: (count) => (count === 1 ? 'Une tentative' : `${count} tentatives`),
    callFrom: 'Appeler depuis',
    onMyPhone: 'Mon téléphone Aircall – je lance l’appel',
    startAtOnceFrom: 'Lancer tout de suite depuis',
    onMyPhoneHint: 'Le numéro est rempli sur votre téléphone Aircall. Choisissez-y la ligne et lancez l’appel.',
    startAtOnceHint: 'L’appel part de votre téléphone Aircall dès que vous cliquez sur Appeler.',
    calling: 'Demande à Aircall…',
    filledIn: 'Le numéro est sur votre téléphone Aircall : lancez-y l’appel.',
    started: (line) => `Appel depuis ${line} sur votre téléphone Aircall.`,
    calls: 'Appels',
    noCalls: 'Pas encore d’appel avec ce contact.',
    historyOff:
      'Pas d’historique ici : Callthread fonctionne sans sa base. Votre administrateur peut définir DATABASE_URL, ou le lancer par « callthread start ».',
    loading: 'Chargement…',
    unreachable: 'Callthread ne répond pas. Vérifiez votre connexion, puis réessayez.',
    tryAgain: 'Réessayer',
    unknownAgent: 'agent inconnu',
    rang: (length) => `a sonné ${length}`,
    talked: (length) => length,
    notInFront: 'Pas dans Front',
    recording: 'Enregistrement',
    voicemail: 'Message vocal',
    awaited: (kind, wait) => {
      const what = kind === 'voicemail' ? 'Message vocal' : 'Enregistrement';
      return wait === null ? `${what} en route` : `${what} dans ${wait}`;
    },
    notPlayable: 'Cet audio ne peut pas être lu : Aircall ne le fournit pas. Réessayez dans un instant.',
    summary: 'Résumé IA',
    comments: 'Commentaires',
    noComments: 'Aucun commentaire.',
    unknownAuthor: 'Auteur inconnu',
  },

  login: {
    title: 'Connexion – Callthread',
    heading: 'Callthread',
    lead: 'Connectez-vous pour voir les appels, la couverture et les rapports.',
    label: 'Jeton d’administration',
    hint: 'La valeur de CALLTHREAD_ADMIN_TOKEN, là où Callthread est configuré.',
    submit: 'Se connecter',
    wrong: 'Ce jeton est incorrect. Copiez à nouveau CALLTHREAD_ADMIN_TOKEN, en entier.',
    often: 'Trop de jetons incorrects. Copiez CALLTHREAD_ADMIN_TOKEN en entier, puis réessayez.',
    insecure:
      'Cette page a été ouverte en http, et Callthread est configuré pour https (PUBLIC_URL) : personne ne reste connecté ainsi, même avec le bon jeton. Ouvrez-la en https.',
  },

  callerPage: {
    title: 'Appels d’un même correspondant – Callthread',
    body: 'Cette conversation rassemble les appels téléphoniques d’un même correspondant, enregistrés par Callthread.',
    forAdmins: 'Administrateurs : voir tous les appels',
  },

  admin,
};
