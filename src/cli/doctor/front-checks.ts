import { probeFront } from '../../adapters/front/read-identity.ts';
import { tellVendorFault } from '../tell-vendor-fault.ts';
import type { Check } from './check.ts';
import { FactMissing } from './fact-missing.ts';
import type { Facts } from './facts.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

interface Scope {
  scope: string;
  /** A read that needs this scope alone. Of one message or comment that there is not: 404 with the scope, 403 without. */
  path: string;
  /** Whether what is configured asks for it. */
  needed: (config: Awaited<ReturnType<Facts['config']>>) => boolean;
}

const always = (): boolean => true;

/** Those of README.md that a read shows. Whether the token may write shows nothing but a write. */
const scopes: readonly Scope[] = [
  { scope: 'inboxes:read', path: '/inboxes', needed: always },
  { scope: 'teammates:read', path: '/teammates', needed: always },
  { scope: 'conversations:read', path: '/conversations?limit=1', needed: always },
  { scope: 'messages:read', path: '/messages/msg_0', needed: always },
  { scope: 'comments:read', path: '/comments/com_0', needed: ({ preferences }) => preferences.comments !== 'off' },
  {
    scope: 'tags:read',
    path: '/tags?limit=1',
    needed: ({ preferences: { tags, rules } }) =>
      Object.keys(tags).length > 0 || rules.some(({ on }) => on === 'comment'),
  },
];

/** Front: the token, what it may do, and the limit of requests. */
export const frontChecks: readonly Check[] = [
  {
    name: 'Front token',
    async run(facts) {
      try {
        const { identity } = await facts.front();
        return [ok('Front token', `is of the company ${identity.company ?? '(without a name)'}`)];
      } catch (error) {
        if (!(error instanceof FactMissing)) throw error;
        const told = tellVendorFault(error.cause);
        if (told === null) throw error;
        return [fail('Front token', told.found, told.remedy)];
      }
    },
  },
  ...scopes.map(({ scope, path, needed }) => ({
    name: `Front scope ${scope}`,
    async run(facts: Facts) {
      const name = `Front scope ${scope}`;
      const { access } = await facts.front();
      if (!needed(await facts.config())) return [ok(name, 'not needed as it is configured')];
      const status = await probeFront(access, path);
      return [tellScope(name, scope, status)];
    },
  })),
  {
    name: 'Front scopes to write',
    async run(facts) {
      await facts.front();
      const rest = 'contacts:write, conversations:write, comments:write, messages:write, tags:write';
      return [ok('Front scopes to write', `cannot be seen without writing; needed: ${rest}`)];
    },
  },
  {
    name: 'front.requestsPerMinute',
    async run(facts) {
      const name = 'front.requestsPerMinute';
      const { requestsPerMinute } = (await facts.config()).preferences.front;
      const { limitPerMinute } = (await facts.front()).identity;
      if (limitPerMinute === null || limitPerMinute === 0) {
        return [ok(name, `is ${requestsPerMinute}; Front does not say its limit`)];
      }
      const told = `is ${requestsPerMinute}, and Front's limit is ${limitPerMinute}`;
      if (requestsPerMinute <= limitPerMinute) return [ok(name, told)];
      return [fail(name, told, `Write ${limitPerMinute} or less; other programs of your company share that limit.`)];
    },
  },
];

function tellScope(name: string, scope: string, status: number): Finding {
  if (status === 403) return fail(name, 'the token does not have it', `Give the token the scope ${scope} in Front.`);
  if (status === 401) return fail(name, 'Front refuses the token', 'Put a token of Front into FRONT_API_TOKEN.');
  if (status === 429) return warn(name, 'Front has no requests left', 'Try again in a minute.');
  if (status >= 500) return warn(name, `Front answers ${status}`, "It is Front's trouble: try again.");
  return ok(name, 'there');
}
