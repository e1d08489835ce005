import type { Language } from '../../texts/texts.ts';

export interface PageFilling {
  nonce: string;
  session: string;
  language: Language;
  timezone: string;
}

/**
 * @param page HTML with `__NONCE__`, `__SESSION__`, `__LANGUAGE__` and `__TIMEZONE__` in attributes
 * @returns the HTML for one visit
 */
export function fillPage(page: string, filling: PageFilling): string {
  return page.replace(/__(NONCE|SESSION|LANGUAGE|TIMEZONE)__/g, (_whole, name: string) =>
    escapeAttribute(String(Reflect.get(filling, name.toLowerCase()))),
  );
}

export function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
