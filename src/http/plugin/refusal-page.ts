import type { Language } from '../../texts/texts.ts';
import { textsIn } from '../../texts/texts.ts';
import { escapeAttribute } from './fill-page.ts';

/** @returns what somebody sees who comes without Front's secret: HTML without style or script */
export function refusalPage(language: Language): string {
  const { title, body } = textsIn(language).pluginApi.refused;
  const shown = escapeAttribute(title);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${shown}</title>
</head>
<body><main><h1>${shown}</h1><p>${escapeAttribute(body)}</p></main></body>
</html>
`;
}
