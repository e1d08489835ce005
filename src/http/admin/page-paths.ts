/** The addresses of the pages, as Express writes them. */
export const pagePaths = ['/', '/calls/:id', '/parked', '/coverage', '/reports'];

/** @returns where to go after logging in: the page that was asked for, never another site's */
export function pageAfterLogin(asked: unknown): string {
  if (typeof asked !== 'string' || !/^\/(?:$|\?|(?:calls\/\d+|parked|coverage|reports)(?:$|\?))/.test(asked))
    return '/';
  return /[^\x21-\x7e]|\\/.test(asked) ? '/' : asked;
}
