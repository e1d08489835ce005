import { html, type Markup } from '../../../kit/markup.ts';

/** Text with its web addresses as links; all of it escaped, and no other kind of address is ever a link. */
export function renderText(text: string): Markup {
  const pieces = text.split(/(https?:\/\/[^\s<>"'`]+)/);
  return html`${pieces.map((piece, index) => (index % 2 === 0 ? piece : renderUrl(piece)))}`;
}

/** What ends a sentence or closes a bracket is not part of the address. */
function renderUrl(piece: string): Markup {
  const url = piece.replace(/[.,;:!?)\]}*]+$/, '');
  return html`${renderLink(url, url)}${piece.slice(url.length)}`;
}

/** A link out of the page, when the address is one of the web; else just its text. */
export function renderLink(url: string, text: string): Markup {
  if (!/^https?:\/\//.test(url)) return html`${text}`;
  return html`<a href="${url}" target="_blank" rel="noopener noreferrer">${text}</a>`;
}
