import type { Info } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';

type Activity = (input: never) => Promise<unknown>;
export type Input<All, N extends keyof All> = Parameters<Extract<All[N], Activity>>[0];
export type Result<All, N extends keyof All> = Awaited<ReturnType<Extract<All[N], Activity>>>;

export interface Attempts<All> {
  /** One attempt at an activity, the first unless `info` says another. */
  attempt<N extends keyof All>(name: N, input: Input<All, N>, info?: Partial<Info>): Promise<Result<All, N>>;
  /** The failure of one attempt. */
  failureOf<N extends keyof All>(name: N, input: Input<All, N>, info?: Partial<Info>): Promise<ApplicationFailure>;
  /** What the last attempt has left to the next one. */
  left(): unknown;
}

/** How much faster an activity's pauses go by: the simulator of Front takes 20 ms where Front takes half a second. */
const pausesFaster = 10;
/** Failed attempts are what most tests are about; they are not news. */
const logger = new DefaultLogger('ERROR');

/** Attempts at these activities, each scheduled when it is made. */
export function attemptsAt<All>(activities: All): Attempts<All> {
  let left: unknown;

  async function attempt<N extends keyof All>(
    name: N,
    input: Input<All, N>,
    info: Partial<Info> = {},
  ): Promise<Result<All, N>> {
    const scheduled = { currentAttemptScheduledTimestampMs: Date.now(), ...info };
    const environment = new MockActivityEnvironment(scheduled, { logger });
    const { sleep: pause } = environment.context;
    Object.assign(environment.context, { sleep: (ms: number) => pause(ms / pausesFaster) });
    // Temporal keeps what an earlier attempt has left until a later one leaves something.
    left = info.heartbeatDetails;
    environment.on('heartbeat', (details: unknown) => {
      left = structuredClone(details);
    });
    type One = (given: Input<All, N>) => Promise<Result<All, N>>;
    return await environment.run<[Input<All, N>], Result<All, N>, One>(
      activities[name] as unknown as One,
      structuredClone(input),
    );
  }
  return {
    attempt,
    async failureOf(name, input, info) {
      const failure: unknown = await attempt(name, input, info).catch((error: unknown) => error);
      if (failure instanceof ApplicationFailure) return failure;
      throw new Error(`${String(name)} did not fail as it should`, { cause: failure });
    },
    left: () => left,
  };
}
