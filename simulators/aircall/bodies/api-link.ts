/** `direct_link` as Aircall writes it: always its own host, and not for humans. */
export function apiLink(path: string): string {
  return `https://api.aircall.io/${path}`;
}
