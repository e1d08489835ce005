import { type Language, textsIn } from '../../texts/texts.ts';

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
  const text = textsIn(language).login;
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
