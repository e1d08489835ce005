import type { Preferences } from '../domain/settings.ts';
import type { EncryptionKey } from './encryption-keys.ts';
import type { TracingConfig } from './tracing-config.ts';

/** A version of the workers, as Temporal knows it: `deploymentName:buildId`. */
export interface WorkerVersion {
  deploymentName: string;
  buildId: string;
}

/** All that a process of Callthread is told at its start, checked. Temporal's own variables are read by Temporal's envconfig. */
export interface Config {
  http: {
    /** 0 asks the system for any free port. */
    port: number;
    /** Of a worker that runs alone, for `/metrics` and `/healthz`; null: it has none. */
    workerPort: number | null;
    /** How Aircall and Front reach this service; without a slash at the end. */
    publicUrl: string | null;
  };
  front: {
    /** Without a slash at the end. */
    apiUrl: string;
    apiToken: string;
    webhookSecret: string | null;
    pluginSecret: string | null;
  };
  aircall: {
    /** Without `/v1` and without a slash at the end. */
    apiUrl: string;
    apiId: string;
    apiToken: string;
    /** Every webhook has a token of its own. */
    webhookTokens: string[];
  };
  database: {
    /** PostgreSQL; null means the embedded database in `dataDir`. */
    url: string | null;
    /** Absolute. */
    dataDir: string;
  };
  /** null: the admin pages and calls are off. */
  adminToken: string | null;
  /** By the first all is encrypted that Temporal is given, by all it is read; without any Temporal holds plain text. */
  encryptionKeys: EncryptionKey[];
  /** Temporal's Web UI, for links to it; without a slash at the end. */
  temporalUiUrl: string | null;
  /** null: no traces, which is what happens unless they are asked for. */
  tracing: TracingConfig | null;
  /** Worker Versioning: what this process's workers say they are; null: they have no version. */
  version: WorkerVersion | null;
  preferences: Preferences;
}
