import { z } from 'zod';
import { nameKey } from '../../domain/ids.ts';
import { cachedList } from '../http/cached-list.ts';
import { HttpError, isRefused, nullIfRefused } from '../http/errors.ts';
import { type FrontRequest, nextPage, type SendFrontRequest } from './request.ts';
import { InboxList, list } from './schema.ts';

const Teammate = z.object({
  id: z.string(),
  email: z.string().nullish(),
  is_blocked: z.boolean().nullish(),
});
type Teammate = z.infer<typeof Teammate>;
const TeammateList = list(Teammate);

const Tag = z.object({ id: z.string(), name: z.string() });
type Tag = z.infer<typeof Tag>;
const TagList = list(Tag);
type TagList = z.infer<typeof TagList>;

/** Some agents never have a teammate; asking again at each of their calls would use up Front's limit. */
const missingTeammateMs = 5 * 60_000;
/** Requests in flight when an id was first refused are refused too: within this time that says nothing new. */
const doubtMs = 10_000;
/** After this time an id that was found again may be out of date again. */
const settledMs = 10 * 60_000;

/** Companies have hundreds of tags at most. */
const maxPages = 20;

/** The lists of a company's inboxes, teammates and tags; nothing is created. */
interface FrontLists {
  listInboxes(): Promise<Array<{ id: string; name: string }>>;
  listTeammates(): Promise<Teammate[]>;
  /** @returns up to 2,000 tags, a request for each hundred */
  listTags(): Promise<Tag[]>;
}

/** All throw what `createFrontRequest` says. */
export function createFrontLists(ask: SendFrontRequest): FrontLists {
  return {
    async listInboxes() {
      const inboxes = await listAll(ask, { operation: 'list-inboxes', path: '/inboxes' }, InboxList);
      return inboxes.map(({ id, name }) => ({ id, name: name ?? '' }));
    },
    listTeammates: () => listAll(ask, { operation: 'list-teammates', path: '/teammates' }, TeammateList),
    listTags: () => listAll(ask, { operation: 'list-tags', path: '/tags?limit=100' }, TagList),
  };
}

type Page<Item> = { _results: Item[]; _pagination?: { next?: string | null | undefined } | null | undefined };

async function listAll<Item>(ask: SendFrontRequest, first: FrontRequest, schema: z.ZodType<Page<Item>>) {
  const items: Item[] = [];
  let path: string | null = first.path;
  for (let pages = 0; path !== null && pages < maxPages; pages += 1) {
    const page: Page<Item> = await ask({ ...first, path }, schema);
    items.push(...page._results);
    path = nextPage(page, path);
  }
  return items;
}

/** Looks up inboxes, teammates and tags by what people call them. Each list is cached for a while. */
export function createDirectory(ask: SendFrontRequest) {
  const lists = createFrontLists(ask);
  // A person who creates the missing inbox or tag, and retries, must find it at once.
  const inboxes = cachedList(() => lists.listInboxes(), 0);
  const teammates = cachedList(() => lists.listTeammates(), missingTeammateMs);
  const tags = cachedList(() => lists.listTags(), 0);
  const { remember, doubt } = createDoubt(() => {
    for (const cached of [inboxes, teammates, tags]) cached.forget();
  });

  return {
    doubt,

    /** @param name case is ignored @returns the tag's id; creates the tag if there is none of that name */
    async requireTag(name: string): Promise<string> {
      const fits = (candidate: Tag): boolean => sameName(candidate.name, name);
      const find = async () => (await tags(fits).catch(nullIfRefused))?.id;
      const found = await find();
      if (found !== undefined) return remember(found);
      const json = { name: name.trim() };
      try {
        return (await ask({ operation: 'create-company-tag', method: 'POST', path: '/company/tags', json }, Tag)).id;
      } catch (error) {
        if (!isRefused(error) && !(error instanceof HttpError && error.status === 409)) throw error;
        // Another call created it after the list was read.
        tags.forget();
        const made = await find();
        if (made === undefined) throw error;
        return remember(made);
      }
    },

    /** @param inbox a name (case ignored) or an inb_ id @returns its id, or null when Front has no such inbox */
    async findInbox(inbox: string): Promise<string | null> {
      if (/^inb_\w+$/.test(inbox)) return inbox;
      const found = await inboxes((candidate) => sameName(candidate.name, inbox));
      return found === null ? null : remember(found.id);
    },

    /** @param email case is ignored @returns the teammate, blocked ones too, or null when Front has none */
    async findTeammate(email: string): Promise<{ id: string; blocked: boolean } | null> {
      const fits = ({ email: own }: { email?: string | null | undefined }) => sameName(own ?? '', email);
      const found = await teammates(fits).catch(nullIfRefused);
      return found === null ? null : { id: remember(found.id), blocked: found.is_blocked ?? false };
    },
  };
}

/** People type names, so case and surrounding blanks do not matter. */
function sameName(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other);
}

/**
 * An inbox, tag or teammate that is deleted and created again gets a new id. So when a write that names a cached id is refused,
 * the lists are dropped and the write may be retried once with what they say then. Only if the id is still in the new list, and
 * is refused again, does the refusal count.
 */
function createDoubt(forget: () => void) {
  const remembered = new Set<string>();
  const doubted = new Map<string, { atMs: number; foundAnew: boolean }>();

  /** @returns the same id, now known to come from a list */
  function remember(id: string): string {
    remembered.add(id);
    const doubts = doubted.get(id);
    if (doubts !== undefined) doubts.foundAnew = true;
    return id;
  }

  /** @returns the error to throw: the same, or one marked as stale */
  function doubt(request: FrontRequest, error: unknown): unknown {
    if (!isRefused(error) || !error.write) return error;
    const named = namesIn(request, error.status).filter((id) => remembered.has(id));
    if (named.length === 0) return error;
    forget();
    const nowMs = performance.now();
    const isFinal = named.every((id) => {
      const doubts = doubted.get(id);
      if (doubts !== undefined && nowMs - doubts.atMs > settledMs) {
        doubted.delete(id);
        return false;
      }
      return doubts !== undefined && (doubts.foundAnew || nowMs - doubts.atMs > doubtMs);
    });
    for (const id of named) {
      if (isFinal) doubted.delete(id);
      else if (!doubted.has(id)) doubted.set(id, { atMs: nowMs, foundAnew: false });
    }
    if (isFinal) return error;
    const { vendor, operation, status, detail, retryAfterMs, write } = error;
    return new HttpError({ vendor, operation, status, detail, retryAfterMs, write, stale: true });
  }

  return { remember, doubt };
}

/** A 404 is about the id in the path, if there is one; any other refusal may be about an id in the body. */
function namesIn({ path, json }: FrontRequest, status: number): string[] {
  const ids = /\b(?:inb|tag|tea)_\w+/g;
  const inPath: string[] = status === 404 || status === 410 ? (path.match(ids) ?? []) : [];
  return inPath.length > 0 ? inPath : (JSON.stringify(json ?? null).match(ids) ?? []);
}
