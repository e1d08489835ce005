import type { Ledger } from '../../adapters/ledger/ledger.ts';
import type { CallControl } from '../../adapters/temporal/calls/call-control.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { Language } from '../../texts/texts.ts';
import type { WebAssets } from '../assets.ts';

/** Address templates of pages elsewhere, with placeholders in braces; null: no link is shown. */
interface AdminLinks {
  /** `{id}` is the conversation's: https://app.frontapp.com/open/{id} */
  front: string | null;
  /** `{id}` is the call's, `{media}` is recording or voicemail: https://assets.aircall.io/calls/{id}/{media} */
  aircall: string | null;
  /** `{workflowId}` and `{runId}`: http://localhost:8233/namespaces/default/workflows/{workflowId}/{runId}/history */
  temporalUi: string | null;
}

export interface AdminDeps {
  /** Gives access to the pages and their API. */
  adminToken: string;
  /** Whether the service is reached over https: cookies are then sent over https only. */
  secureCookies: boolean;
  /** null if this process has none; the pages then explain what to do. */
  ledger: Ledger | null;
  calls: CallControl;
  links: AdminLinks;
  /** Aircall's AI summary of a call; null where there is none. */
  readSummary: (callId: number) => Promise<string | null>;
  language: Language;
  /** IANA name of the zone for days and hours. */
  timezone: string;
  /** Callthread's own. */
  version: string;
  web: WebAssets;
  log: Logger;
  /** For tests: UNIX milliseconds. */
  nowMs?: (() => number) | undefined;
}
