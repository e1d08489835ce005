import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import { onTestFinished } from 'vitest';
import type { CallbackActivities } from '../../activities/callback/contract.ts';
import type { Activities } from '../../activities/contract.ts';
import type { Deps } from '../../activities/deps.ts';
import { createActivities } from '../../activities/index.ts';
import type { AircallSimulator } from '../../simulators/aircall/start-aircall-simulator.ts';
import type { FrontSimulatorOptions } from '../../simulators/front/front-options.ts';
import type { FrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import type { Fault } from '../../simulators/kit/faults.ts';
import { createAircallClient } from '../../src/adapters/aircall/client.ts';
import { createFrontClient } from '../../src/adapters/front/client.ts';
import { openVendors } from '../kit/vendors.ts';
import { type Attempts, attemptsAt, type Input, type Result } from './attempts.ts';
import { leaveOut } from './sparse-front.ts';

type All = Activities & CallbackActivities;
type Name = keyof All;

export const preferences: Parameters<typeof createActivities>[0]['preferences'] = {
  language: 'en',
  timezone: 'Europe/London',
  agents: {},
  front: { inbox: 'Aircall Phone', requestsPerMinute: 50 },
  lines: {},
};

export interface Stage extends Attempts<All> {
  front: FrontSimulator;
  aircall: AircallSimulator;
  /** Attempts as Temporal makes them, until one succeeds or is not to be retried; Front settles in the pauses. */
  untilDone<N extends Name>(name: N, input: Input<All, N>): Promise<Done<N>>;
  /** Lets the fault strike Front's nth request from now on (1 is the next). */
  strike(nth: number, fault: Omit<Fault, 'path' | 'times'>): void;
}

interface Done<N extends Name> {
  result: Result<All, N>;
  /** The type of the failure of each attempt before. */
  failures: string[];
}

export interface StageOptions {
  front?: FrontSimulatorOptions;
  /** Where many stages of a test only read from Aircall, one simulator for all of them, which the test closes. */
  aircall?: AircallSimulator;
  /** How long an answer of Front is waited for; 2000 unless said. */
  timeoutMs?: number;
  /** Fields that Front leaves out of its answers. */
  leftOut?: readonly string[];
  deps?: Partial<Deps>;
}

const mostAttempts = 30;

/**
 * The activities as a worker has them, with both vendors as simulators over HTTP, until the test is over. What they ask
 * of Front is held against Front's OpenAPI.
 */
export async function openStage({
  front: options,
  aircall: givenAircall,
  timeoutMs = 2000,
  leftOut = [],
  deps,
}: StageOptions = {}): Promise<Stage> {
  let late: Promise<unknown> = Promise.resolve();
  const strikes: Array<{ left: number; fault: Omit<Fault, 'path' | 'times'> }> = [];
  const onRequest = () => {
    for (const strike of strikes) {
      strike.left -= 1;
      if (strike.left !== 0) continue;
      front.faults.add({ ...strike.fault, path: '', times: 1 });
      late = sleep(strike.fault.delayMs ?? 0);
    }
  };
  const { front, aircall, frontAccess, aircallAccess, close } = await openVendors({
    front: { importDelayMs: 20, ...options, onRequest },
    aircall: { timeScale: 0.0001 },
    givenAircall,
  });
  onTestFinished(close);
  const sparse = leftOut.length === 0 ? {} : { apiUrl: await leaveOut(leftOut, front.url) };
  const activities = createActivities({
    front: createFrontClient({ ...frontAccess, ...sparse, timeoutMs }),
    aircall: createAircallClient(aircallAccess),
    isOwnLine: async () => false,
    openAudio: async () => null,
    ledger: null,
    findThread: async () => ({ status: 'unknown' }),
    preferences,
    ...deps,
  });

  return {
    front,
    aircall,
    ...attemptsAt<All>(activities),
    async untilDone(name, input) {
      const { attempt, left } = attemptsAt<All>(activities);
      const failures: string[] = [];
      for (let number = 1; ; number += 1) {
        try {
          return { result: await attempt(name, input, { attempt: number, heartbeatDetails: left() }), failures };
        } catch (error) {
          if (!(error instanceof ApplicationFailure) || error.nonRetryable || number === mostAttempts) throw error;
          failures.push(error.type ?? error.message);
          // The pause before the next attempt is longer than Front works on a request that we no longer wait for.
          await late;
          await front.settled();
        }
      }
    },
    strike(nth, fault) {
      strikes.push({ left: nth, fault });
    },
  };
}
