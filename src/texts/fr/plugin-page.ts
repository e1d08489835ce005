import type { PluginPageTexts } from '../text-types.ts';

export const pluginPage: PluginPageTexts = {
  waitingForFront: 'En attente de Front…',
  outsideFront: 'Cette page ne montre rien hors de Front : ouvrez le module dans la barre latérale de Front.',
  nothingSelected: 'Ouvrez une conversation pour voir les appels de son contact et l’appeler.',
  severalSelected: 'Plusieurs conversations sont sélectionnées. Ouvrez-en une pour voir les appels de son contact.',
  noNumber: 'Ce contact n’a pas de numéro de téléphone. Ajoutez-en un au contact dans Front pour l’appeler d’ici.',
  numbers: 'Numéros',
  call: 'Appeler',
  readyToCall: 'Prêt à appeler',
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
  comments: 'Commentaires',
  noComments: 'Aucun commentaire.',
  unknownAuthor: 'Auteur inconnu',
};
