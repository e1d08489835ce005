import type { CallerPageTexts, LoginTexts } from '../text-types.ts';

export const login: LoginTexts = {
  title: 'Connexion – Callthread',
  heading: 'Callthread',
  lead: 'Connectez-vous pour voir les appels, la couverture et les rapports.',
  label: 'Jeton d’administration',
  hint: 'La valeur de CALLTHREAD_ADMIN_TOKEN, là où Callthread est configuré.',
  submit: 'Se connecter',
  wrong: 'Ce jeton est faux. Copiez à nouveau CALLTHREAD_ADMIN_TOKEN, en entier.',
  often: 'Trop de jetons faux. Copiez CALLTHREAD_ADMIN_TOKEN en entier, puis réessayez.',
  insecure:
    'Cette page a été ouverte en http, et Callthread est configuré pour https (PUBLIC_URL) : personne ne reste connecté ainsi, même avec le bon jeton. Ouvrez-la en https.',
};

export const callerPage: CallerPageTexts = {
  title: 'Appels d’un même correspondant – Callthread',
  body: 'Cette conversation rassemble les appels téléphoniques d’un même correspondant, enregistrés par Callthread.',
  forAdmins: 'Administrateurs : voir tous les appels',
};
