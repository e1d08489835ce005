import { InboxList, type Tag, TagList, type Teammate, TeammateList } from './front-bodies.ts';
import type { RequestFront } from './request-front.ts';

/** What a company has of inboxes, teammates and tags. Nothing is made. */
export interface FrontNames {
  listInboxes(): Promise<Array<{ id: string; name: string }>>;
  listTeammates(): Promise<Teammate[]>;
  /** @returns up to 2,000 of them */
  listTags(): Promise<Tag[]>;
}

/** Companies have hundreds of tags at most. */
const mostPages = 20;

/** Each list is one request, that of tags one for each hundred; all throw what `createRequestFront` says. */
export function createFrontNames(ask: RequestFront): FrontNames {
  return {
    async listInboxes() {
      const { _results } = await ask({ operation: 'list-inboxes', path: '/inboxes' }, InboxList);
      return _results.map(({ id, name }) => ({ id, name: name ?? '' }));
    },
    async listTeammates() {
      return (await ask({ operation: 'list-teammates', path: '/teammates' }, TeammateList))._results;
    },
    async listTags() {
      const tags: Tag[] = [];
      let path: string | null = '/tags?limit=100';
      for (let pages = 0; path !== null && pages < mostPages; pages += 1) {
        const page: TagList = await ask({ operation: 'list-tags', path }, TagList);
        tags.push(...page._results);
        path = page._pagination?.next ?? null;
      }
      return tags;
    },
  };
}
