import type { PluginApiTexts } from '../text-types.ts';

const retry = 'puis relancer l’appel depuis la page des appels en attente de Callthread, ou avec « callthread retry »';

export const pluginApi: PluginApiTexts = {
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
    after_call_work: 'Aircall vous laisse en traitement après appel. Terminez-le dans Aircall, puis rappelez.',
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
};
