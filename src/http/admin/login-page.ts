import type { Language } from '../../domain/language.ts';

const texts = {
  en: {
    title: 'Log in – Callthread',
    heading: 'Callthread',
    lead: 'Log in to see calls, coverage and reports.',
    label: 'Administrator’s token',
    hint: 'The value of CALLTHREAD_ADMIN_TOKEN, where Callthread is configured.',
    submit: 'Log in',
    wrong: 'This token is wrong. Copy CALLTHREAD_ADMIN_TOKEN again, in one piece.',
    often: 'Too many wrong tokens. Wait five minutes, then try again.',
    insecure:
      'This page was opened by http, and Callthread is set up for https (PUBLIC_URL): nobody stays logged in this way, even with the right token. Open it by https.',
  },
  fr: {
    title: 'Connexion – Callthread',
    heading: 'Callthread',
    lead: 'Connectez-vous pour voir les appels, la couverture et les rapports.',
    label: 'Jeton d’administration',
    hint: 'La valeur de CALLTHREAD_ADMIN_TOKEN, là où Callthread est configuré.',
    submit: 'Se connecter',
    wrong: 'Ce jeton est faux. Copiez à nouveau CALLTHREAD_ADMIN_TOKEN, en entier.',
    often: 'Trop de jetons faux. Attendez cinq minutes, puis réessayez.',
    insecure:
      'Cette page a été ouverte en http, et Callthread est configuré pour https (PUBLIC_URL) : personne ne reste connecté ainsi, même avec le bon jeton. Ouvrez-la en https.',
  },
} satisfies Record<Language, Record<string, string>>;

export interface LoginPage {
  language: Language;
  /** Addresses. */
  stylesheets: string[];
  /** What was wrong with the last try. */
  fault: 'wrong' | 'often' | null;
  /** Whether the session's cookie will not be kept, because the page did not come by https. */
  insecure: boolean;
  /** Where to go then. */
  next: string;
}

/** @returns the login form as HTML: it works without a script */
export function renderLoginPage({ language, stylesheets, fault, insecure, next }: LoginPage): string {
  const text = texts[language];
  const describedBy = ['hint', ...(fault === null ? [] : ['fault']), ...(insecure ? ['insecure'] : [])].join(' ');
  const invalid = fault === null ? '' : ' aria-invalid="true"';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${text.title}</title>
${stylesheets.map((href) => `<link rel="stylesheet" href="${escape(href)}">`).join('\n')}
</head>
<body class="login">
<main class="login-card">
<h1>${text.heading}</h1>
<p class="muted">${text.lead}</p>
${fault === null ? '' : `<p class="notice notice-bad" role="alert" id="fault">${text[fault]}</p>`}
${insecure ? `<p class="notice notice-warn" id="insecure">${text.insecure}</p>` : ''}
<form method="post" action="/login">
<input type="hidden" name="next" value="${escape(next)}">
<label for="token">${text.label}</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus
  aria-describedby="${describedBy}"${invalid}>
<p class="hint" id="hint">${text.hint}</p>
<button class="button button-primary" type="submit">${text.submit}</button>
</form>
</main>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
