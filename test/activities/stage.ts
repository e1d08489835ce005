import { setTimeout as sleep } from 'node:timers/promises';
import type { Info } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { expect, onTestFinished } from 'vitest';
import type { CallbackActivities } from '../../activities/callback/contract.ts';
import type { Activities } from '../../activities/contract.ts';
import type { Deps } from '../../activities/deps.ts';
import { createActivities } from '../../activities/index.ts';
import { type AircallSimulator, startAircallSimulator } from '../../simulators/aircall/start-aircall-simulator.ts';
import type { FrontSimulatorOptions } from '../../simulators/front/front-options.ts';
import { type FrontSimulator, startFrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import type { Fault } from '../../simulators/kit/faults.ts';
import { createAircallClient } from '../../src/adapters/aircall/client.ts';
import { createFrontClient } from '../../src/adapters/front/client.ts';
import { frontContract } from '../contract/front-openapi.ts';
import { leaveOut } from './sparse-front.ts';

type All = Activities & CallbackActivities;
type Name = keyof All;
type Input<N extends Name> = Parameters<All[N]>[0];
type Result<N extends Name> = Awaited<ReturnType<All[N]>>;

export const preferences: Parameters<typeof createActivities>[0]['preferences'] = {
  language: 'en',
  timezone: 'Europe/London',
  agents: {},
  front: { inbox: 'Aircall Phone', requestsPerMinute: 50 },
  lines: {},
};

export interface Stage {
  front: FrontSimulator;
  aircall: AircallSimulator;
  /** One attempt at an activity, the first unless `info` says another. */
  attempt<N extends Name>(name: N, input: Input<N>, info?: Partial<Info>): Promise<Result<N>>;
  /** What the last `attempt` has left to the next one. */
  left(): unknown;
  /** Attempts as Temporal makes them, until one succeeds or is not to be retried; Front settles in the pauses. */
  untilDone<N extends Name>(name: N, input: Input<N>): Promise<Done<N>>;
  /** Lets the fault strike Front's nth request from now on (1 is the next). */
  strike(nth: number, fault: Omit<Fault, 'path' | 'times'>): void;
  /** The failure of one attempt. */
  failureOf<N extends Name>(name: N, input: Input<N>, info?: Partial<Info>): Promise<ApplicationFailure>;
}

/** How much faster an activity's pauses go by: the simulator of Front takes 20 ms where Front takes half a second. */
const pausesFaster = 10;

/** An attempt that is scheduled now. */
function environmentOf(info: Partial<Info>): MockActivityEnvironment {
  const environment = new MockActivityEnvironment(
    { currentAttemptScheduledTimestampMs: Date.now(), ...info },
    { logger },
  );
  const { sleep: pause } = environment.context;
  Object.assign(environment.context, { sleep: (ms: number) => pause(ms / pausesFaster) });
  return environment;
}

interface Done<N extends Name> {
  result: Result<N>;
  /** The type of the failure of each attempt before. */
  failures: string[];
}

export interface StageOptions {
  front?: FrontSimulatorOptions;
  /** How long an answer of Front is waited for; 2000 unless said. */
  timeoutMs?: number;
  /** Fields that Front leaves out of its answers. */
  leftOut?: readonly string[];
  deps?: Partial<Deps>;
}

const mostAttempts = 30;
/** Failed attempts are what most tests are about; they are not news. */
const logger = new DefaultLogger('ERROR');

/**
 * The activities as a worker has them, with both vendors as simulators over HTTP, until the test is over. What they ask
 * of Front is held against Front's OpenAPI.
 */
export async function openStage({
  front: options,
  timeoutMs = 2000,
  leftOut = [],
  deps,
}: StageOptions = {}): Promise<Stage> {
  const violations: string[] = [];
  let late: Promise<unknown> = Promise.resolve();
  let left: unknown;
  const strikes: Array<{ left: number; fault: Omit<Fault, 'path' | 'times'> }> = [];
  const front = await startFrontSimulator({
    importDelayMs: 20,
    ...options,
    onRequest(request) {
      violations.push(...frontContract().checkRequest(request));
      for (const strike of strikes) {
        strike.left -= 1;
        if (strike.left !== 0) continue;
        front.faults.add({ ...strike.fault, path: '', times: 1 });
        late = sleep(strike.fault.delayMs ?? 0);
      }
    },
  });
  const aircall = await startAircallSimulator({ timeScale: 0.0001 });
  onTestFinished(async () => {
    await Promise.all([front.close(), aircall.close()]);
    expect(violations).toEqual([]);
  });
  const frontUrl = leftOut.length === 0 ? front.url : await leaveOut(leftOut, front.url);
  const activities = createActivities({
    front: createFrontClient({ apiUrl: frontUrl, apiToken: 'front-test-token', timeoutMs }),
    aircall: createAircallClient({ apiUrl: aircall.url, apiId: 'test-id', apiToken: 'test-token' }),
    isOwnLine: async () => false,
    openAudio: async () => null,
    ledger: null,
    findThread: async () => ({ status: 'unknown' }),
    preferences,
    ...deps,
  });

  async function attempt<N extends Name>(name: N, input: Input<N>, info: Partial<Info> = {}): Promise<Result<N>> {
    const environment = environmentOf(info);
    environment.on('heartbeat', (details: unknown) => {
      left = structuredClone(details);
    });
    return await run(environment, name, input);
  }
  async function run<N extends Name>(environment: MockActivityEnvironment, name: N, input: Input<N>) {
    type Activity = (input: Input<N>) => Promise<Result<N>>;
    return await environment.run<[Input<N>], Result<N>, Activity>(activities[name] as Activity, structuredClone(input));
  }
  return {
    front,
    aircall,
    attempt,
    left: () => left,
    async untilDone(name, input) {
      const failures: string[] = [];
      let heartbeatDetails: unknown;
      for (let number = 1; ; number += 1) {
        const environment = environmentOf({ attempt: number, heartbeatDetails });
        environment.on('heartbeat', (details: unknown) => {
          heartbeatDetails = structuredClone(details);
        });
        try {
          return { result: await run(environment, name, input), failures };
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
    async failureOf(name, input, info) {
      const failure: unknown = await attempt(name, input, info).catch((error: unknown) => error);
      if (failure instanceof ApplicationFailure) return failure;
      throw new Error(`${name} did not fail as it should`, { cause: failure });
    },
  };
}
