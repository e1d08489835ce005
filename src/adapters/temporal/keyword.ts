/** Temporal's SQL visibility keeps a keyword in 255 characters; a longer one would hide the workflow from its lists. */
const longestKeyword = 255;

/** @returns the text as a search attribute's value; gRPC takes no half of a surrogate pair, so none is left. */
export function keyword(text: string): string {
  return text.slice(0, longestKeyword).toWellFormed();
}
