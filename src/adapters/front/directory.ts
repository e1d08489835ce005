import { keepList } from '../http/keep-list.ts';
import { VendorRefused } from '../http/vendor-faults.ts';
import { Tag } from './front-bodies.ts';
import { createFrontNames } from './read-names.ts';
import type { RequestFront } from './request-front.ts';

/** A person who has just made the missing inbox or tag, and retries, must find it found. */
const namedByConfiguration = 5_000;
/** Some agents never have a teammate; asking for them at each of their calls would use up Front's limit. */
const agentsWithoutTeammate = 5 * 60_000;

/** What a company has few of: inboxes, teammates and tags. Each list is one request, kept for a while. */
export function createDirectory(ask: RequestFront) {
  const names = createFrontNames(ask);
  const inboxes = keepList(() => names.listInboxes(), namedByConfiguration);
  const teammates = keepList(() => names.listTeammates(), agentsWithoutTeammate);
  const tags = keepList(() => names.listTags(), namedByConfiguration);
  return {
    /** @param name case is ignored @returns the tag's id; Front makes the tag when it has none of that name */
    async requireTag(name: string): Promise<string> {
      const wanted = name.trim().toLowerCase();
      const fits = (candidate: Tag): boolean => candidate.name.trim().toLowerCase() === wanted;
      const found = await tags(fits);
      if (found !== null) return found.id;
      const json = { name: name.trim() };
      try {
        return (await ask({ operation: 'create-company-tag', method: 'POST', path: '/company/tags', json }, Tag)).id;
      } catch (error) {
        if (!(error instanceof VendorRefused) || error.status !== 409) throw error;
        // Another call has made it since the list was read.
        const made = (await names.listTags()).find(fits);
        if (made === undefined) throw error;
        return made.id;
      }
    },

    /** @param inbox a name (case ignored) or an inb_ id @returns its id, or null when Front has no such inbox */
    async findInbox(inbox: string): Promise<string | null> {
      if (/^inb_\w+$/.test(inbox)) return inbox;
      const wanted = inbox.trim().toLowerCase();
      return (await inboxes((candidate) => candidate.name.trim().toLowerCase() === wanted))?.id ?? null;
    },

    /** @param email case is ignored @returns the teammate, blocked ones too, or null when Front has none */
    async findTeammate(email: string): Promise<{ id: string; blocked: boolean } | null> {
      const wanted = email.trim().toLowerCase();
      const found = await teammates((candidate) => candidate.email?.trim().toLowerCase() === wanted);
      return found === null ? null : { id: found.id, blocked: found.is_blocked ?? false };
    },
  };
}
