/** One API request as the simulator saw it. `path` is without the query; `atMs` is when the request arrived. */
export interface JournalEntry {
  atMs: number;
  method: string;
  path: string;
  query: string;
  body: unknown;
  /** The status sent, or `cut` where the client got no answer at all. */
  status: number | 'cut';
  /** The kind of the fault that was in play, if any. */
  fault?: string;
}

/** Every API request, in the order of the answers. Requests to the simulator's own `/_sim` are never here. */
export class Journal {
  entries: JournalEntry[] = [];

  add(entry: JournalEntry): void {
    this.entries.push(entry);
  }

  clear(): void {
    this.entries = [];
  }

  /** @param filter its `request` is contained in the request's body, as JSON */
  find(filter: { method?: string; path?: RegExp; request?: string }): JournalEntry[] {
    return this.entries.filter(
      (entry) =>
        (filter.method === undefined || entry.method === filter.method.toUpperCase()) &&
        (filter.path === undefined || filter.path.test(entry.path)) &&
        (filter.request === undefined || JSON.stringify(entry.body ?? null).includes(filter.request)),
    );
  }
}
