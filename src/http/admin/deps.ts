import type { Ledger } from '../../adapters/ledger/ledger.ts';
import type { CallControl } from '../../adapters/temporal/call-control.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { Language } from '../../texts/texts.ts';
import type { WebAssets } from '../assets.ts';

/** Addresses of other programs' pages, with words in braces to be filled in; null: no such link is shown. */
export interface AdminLinks {
  /** `{id}` is a conversation's: https://app.frontapp.com/open/{id} */
  front: string | null;
  /** `{id}` is a call's, `{media}` is recording or voicemail: https://assets.aircall.io/calls/{id}/{media} */
  aircall: string | null;
  /** `{workflowId}` and `{runId}`: http://localhost:8233/namespaces/default/workflows/{workflowId}/{runId}/history */
  temporalUi: string | null;
}

export interface AdminDeps {
  /** Opens the pages and their interface. */
  adminToken: string;
  /** Whether people reach the service by https: cookies then travel by https alone. */
  secureCookies: boolean;
  /** null where this process has none: the pages then say what to do. */
  ledger: Ledger | null;
  calls: CallControl;
  links: AdminLinks;
  language: Language;
  /** IANA name: days and hours are those of this zone. */
  timezone: string;
  /** Of Callthread. */
  version: string;
  web: WebAssets;
  log: Logger;
  /** For tests: UNIX milliseconds. */
  nowMs?: (() => number) | undefined;
}
