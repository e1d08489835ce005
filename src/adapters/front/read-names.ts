import { InboxList, TagList, type Teammate, TeammateList } from './front-bodies.ts';
import { createRequestFront, type FrontAccess } from './request-front.ts';

/** What a company has of inboxes, teammates and tags, for who wants to see them all. Nothing is made. */
export interface FrontNames {
  listInboxes(): Promise<Array<{ id: string; name: string }>>;
  listTeammates(): Promise<Teammate[]>;
  /** @returns the names of up to 2,000 tags */
  listTagNames(): Promise<string[]>;
}

/** Companies have hundreds of tags at most. */
const mostPages = 20;

/** Each list is one request, that of tags one for each hundred; all throw what `createRequestFront` says. */
export function createFrontNames(access: FrontAccess): FrontNames {
  const ask = createRequestFront(access);
  return {
    async listInboxes() {
      const { _results } = await ask({ operation: 'list-inboxes', path: '/inboxes' }, InboxList);
      return _results.map(({ id, name }) => ({ id, name: name ?? '' }));
    },
    async listTeammates() {
      return (await ask({ operation: 'list-teammates', path: '/teammates' }, TeammateList))._results;
    },
    async listTagNames() {
      const names: string[] = [];
      let path: string | null = '/tags?limit=100';
      for (let pages = 0; path !== null && pages < mostPages; pages += 1) {
        const page: TagList = await ask({ operation: 'list-tags', path }, TagList);
        names.push(...page._results.map(({ name }) => name));
        path = page._pagination?.next ?? null;
      }
      return names;
    },
  };
}
