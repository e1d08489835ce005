import { keepList } from '../http/keep-list.ts';
import { VendorRefused } from '../http/vendor-faults.ts';
import { Tag } from './front-bodies.ts';
import { createFrontNames } from './read-names.ts';
import { type FrontRequest, isRefused, type RequestFront } from './request-front.ts';

/** Some agents never have a teammate; asking for them at each of their calls would use up Front's limit. */
const agentsWithoutTeammate = 5 * 60_000;
/** Requests that were under way when an id was first refused are refused too: within this time that says nothing new. */
const doubtMs = 10_000;
/** After so long an id that was found anew may be out of date again. */
const settledMs = 10 * 60_000;

/** What a company has few of: inboxes, teammates and tags. Each list is one request, kept for a while. */
export function createDirectory(ask: RequestFront) {
  const names = createFrontNames(ask);
  // Inboxes and tags are named by the configuration: a person who made the missing one, and retries, finds it at once.
  const inboxes = keepList(() => names.listInboxes(), 0);
  const teammates = keepList(() => names.listTeammates(), agentsWithoutTeammate);
  const tags = keepList(() => names.listTags(), 0);
  const { remember, doubt } = createDoubt(() => {
    for (const list of [inboxes, teammates, tags]) list.forget();
  });

  return {
    doubt,

    /** @param name case is ignored @returns the tag's id; Front makes the tag when it has none of that name */
    async requireTag(name: string): Promise<string> {
      const fits = (candidate: Tag): boolean => sameName(candidate.name, name);
      const find = async () => (await tags(fits).catch(nullIfRefused))?.id;
      const found = await find();
      if (found !== undefined) return remember(found);
      const json = { name: name.trim() };
      try {
        return (await ask({ operation: 'create-company-tag', method: 'POST', path: '/company/tags', json }, Tag)).id;
      } catch (error) {
        if (!isRefused(error) && !(error instanceof VendorRefused && error.status === 409)) throw error;
        // Another call has made it since the list was read.
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

/** Names are what people type: case and blanks around them make no difference. */
function sameName(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other);
}

function nameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

function nullIfRefused(error: unknown): null {
  if (isRefused(error)) return null;
  throw error;
}

/**
 * An inbox, tag or teammate that was deleted and made again has another id than the one that is remembered. So a write that
 * names a remembered id and is refused says nothing yet: the lists are forgotten, and the write may be tried again; only when
 * the id was found anew, and is refused still, is it the refusal that it seems.
 */
function createDoubt(forget: () => void) {
  const remembered = new Set<string>();
  const doubted = new Map<string, { atMs: number; foundAnew: boolean }>();

  /** @returns the same id, which is now known to come from a list */
  function remember(id: string): string {
    remembered.add(id);
    const doubts = doubted.get(id);
    if (doubts !== undefined) doubts.foundAnew = true;
    return id;
  }

  /** @returns the error to throw: the same, or one that says that the request named what may be out of date */
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
    return new VendorRefused({ vendor, operation, status, detail, retryAfterMs, write, stale: true });
  }

  return { remember, doubt };
}

/** Where Front finds nothing it is what the path names, if that names anything of the kind; otherwise it is in the body. */
function namesIn({ path, json }: FrontRequest, status: number): string[] {
  const ids = /\b(?:inb|tag|tea)_\w+/g;
  const inPath: string[] = status === 404 || status === 410 ? (path.match(ids) ?? []) : [];
  return inPath.length > 0 ? inPath : (JSON.stringify(json ?? null).match(ids) ?? []);
}
