import type { IncomingHttpHeaders } from 'node:http';
import type { FrontBehaviour } from './front-behaviour.ts';

/** One request to the API, as it was read; `query` is the text after the question mark. */
export interface SeenRequest {
  method: string;
  path: string;
  query: string;
  /** Parsed; of a multipart body the fields, with its files under `attachments`. undefined when there was none. */
  body: unknown;
  headers: IncomingHttpHeaders;
}

/** One answer of the API, as it was sent; `body` is undefined when there was none. */
export interface SentResponse {
  method: string;
  path: string;
  status: number;
  body: unknown;
}

export interface TeammateSeed {
  id?: string;
  email: string;
  firstName: string;
  lastName: string;
  isAdmin?: boolean;
  isAvailable?: boolean;
  isBlocked?: boolean;
}

export interface NamedSeed {
  id?: string;
  name: string;
}

export interface WebhookOptions {
  /** Where the Front application's webhook goes. */
  url: string;
  /** The application's signing key. */
  secret: string;
  /** Pause before each of the 3 retries; default 500. */
  retryDelayMs?: number;
  /** How long an answer may take; Front's is 5 seconds, the default. */
  timeLimitMs?: number;
}

/** How the simulator behaves; everything has a default. */
export interface FrontSimulatorOptions {
  /** Default 0, a free one. */
  port?: number;
  /** The bearer token that is accepted; default `front-test-token`. */
  token?: string;
  /** Scopes that the token has, such as `contacts:read`; default all. A missing one is a 403. */
  scopes?: string[];
  /** The company's limit; default 0, none. */
  requestsPerMinute?: number;
  /** How long that "minute" lasts, to scale time; default 60000. */
  windowMs?: number;
  /** The guard of one conversation, message or import inbox, 5 a second at Front; default 0, off. */
  perResourcePerSecond?: number;
  /** As in `behaviour`, for short. */
  importDelayMs?: number;
  /** What differs from `strictBehaviour`. */
  behaviour?: Partial<FrontBehaviour>;
  /** What a repeated external_id gets: a 202 that comes to nothing, or a 409; default accepted. */
  duplicateExternalId?: 'accepted' | 'conflict';
  /** Front's own two automations; default false. */
  frontRules?: boolean;
  webhook?: WebhookOptions;
  teammates?: TeammateSeed[];
  inboxes?: NamedSeed[];
  tags?: NamedSeed[];
  /** Address of the application under test: the page then links to it. */
  appUrl?: string;
  /** Address of a sidebar plugin, with its `auth_secret`: the page then shows it beside the conversation. */
  pluginUrl?: string;
  /** Seed of the jitter of imports and rules; default 1. */
  seed?: number;
  onRequest?: (request: SeenRequest) => void;
  /** Called for every answer but those that a fault made or cut. */
  onResponse?: (response: SentResponse) => void;
}
