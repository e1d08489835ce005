/** No name, number or id is longer; what is would not fit into an index. */
const longestText = 500;

/** @returns the text as PostgreSQL takes it: it refuses NUL, and halves of surrogate pairs. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').slice(0, longestText).toWellFormed();
}

/** @returns the text without what searches do not look at: case, accents, widths, and how many spaces there are */
export function foldText(text: string): string {
  return cleanText(text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim());
}
