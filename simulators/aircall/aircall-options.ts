import { oneSecondBytes } from './media/silent-mp3.ts';
import type { AircallSeeds } from './seed.ts';

export interface AircallSimulatorOptions {
  /** 0 or absent: a free one. */
  port?: number;
  apiId?: string;
  apiToken?: string;
  /** Requests in each `windowMs`; 0, the default: no limit. The real account has 120 a minute. */
  requestsPerMinute?: number;
  windowMs?: number;
  /** 1: real time; 0.01: a hundred times faster. For pauses between events and retries, not for times inside bodies. */
  timeScale?: number;
  /** Life of the addresses of recordings; default ten minutes, the shortest that was seen. */
  mediaLifetimeMs?: number;
  /** Size of a recording or voicemail of which the script says nothing; default one second of sound. */
  mediaSizeBytes?: number;
  /** Pauses before each retry of a webhook, before `timeScale`; the last one goes on up to 50 retries. */
  retryDelaysMs?: number[];
  /** Not scaled. */
  webhookTimeoutMs?: number;
  seeds?: AircallSeeds;
}

/**
 * Aircall retries up to 50 times; when, it does not say. These grow from ten seconds to twenty minutes and end within the
 * twelve hours that users have seen.
 */
const defaultRetryDelaysMs = Array.from({ length: 50 }, (_, index) => Math.min(10_000 * 1.3 ** index, 1_200_000));

/** The options with every default filled in. */
export function withDefaults(options: AircallSimulatorOptions): Required<AircallSimulatorOptions> {
  return {
    port: 0,
    apiId: 'test-id',
    apiToken: 'test-token',
    requestsPerMinute: 0,
    windowMs: 60_000,
    timeScale: 1,
    mediaLifetimeMs: 600_000,
    mediaSizeBytes: oneSecondBytes,
    retryDelaysMs: defaultRetryDelaysMs,
    webhookTimeoutMs: 5000,
    seeds: {},
    ...options,
  };
}
