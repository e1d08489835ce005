import type { Language } from '../texts/texts.ts';

interface HtmlPage {
  language: Language;
  /** Plain text. */
  title: string;
  /** Addresses. */
  stylesheets?: string[];
  bodyClass?: string;
  /** HTML. */
  body: string;
}

/** @returns a whole page that works without scripts */
export function htmlPage({ language, title, stylesheets = [], bodyClass, body }: HtmlPage): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
${stylesheets.map((href) => `<link rel="stylesheet" href="${escapeHtml(href)}">`).join('\n')}
</head>
<body${bodyClass === undefined ? '' : ` class="${bodyClass}"`}>
${body}
</body>
</html>
`;
}

/** @returns the text for use as HTML, in attributes too */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
