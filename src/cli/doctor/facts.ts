import type { Client } from '@temporalio/client';
import { matchAgent } from '../../../activities/call/match-agent.ts';
import { createAircallClient } from '../../adapters/aircall/client.ts';
import { createFrontClient } from '../../adapters/front/client.ts';
import { createFrontLists } from '../../adapters/front/directory.ts';
import { readIdentity } from '../../adapters/front/identity.ts';
import { createFrontRequest } from '../../adapters/front/request.ts';
import { connectTemporal, readTemporalEnvironment } from '../../adapters/temporal/connection/client.ts';
import { pingTemporal, readRetentionDays } from '../../adapters/temporal/connection/namespace.ts';
import { findUnreadable, readScheduleState } from '../../adapters/temporal/operations/schedule.ts';
import { type Config, loadConfig } from '../../config/config.ts';
import { loadEncryptionKeys, loadTemporalEnvironment } from '../../config/environment.ts';
import { ConfigError, type Problem } from '../../config/problems.ts';
import type { Agent } from '../../domain/call.ts';
import { findTemporalProblem } from '../../service/temporal.ts';
import type { Finding } from './finding.ts';

/** What checks need, each read once and on demand. All throw {FactMissing} when it is not available. */
export type Facts = ReturnType<typeof gatherFacts>;

export interface Surroundings {
  environment: NodeJS.ProcessEnv;
  /** This machine's clock, UNIX milliseconds. */
  nowMs: () => number;
}

/** It never writes. Close it at the end. */
export function gatherFacts({ environment: given, nowMs }: Surroundings, reading: ConfigReading) {
  const { config, problems, temporalEnvironment } = reading;
  const environment = temporalEnvironment ?? given;
  let client: Client | null = null;
  const configured = async (): Promise<Config> => {
    if (config === null) throw new FactMissing('configuration', null);
    return config;
  };
  const keys = lazily('configuration', async () => loadEncryptionKeys(environment));
  const temporal = lazily('Temporal', async () => {
    if (temporalEnvironment === null) throw new FactMissing('configuration', null);
    client = connectTemporal(environment, await keys());
    await pingTemporal(client);
    return client;
  });
  const retentionDays = lazily('Temporal namespace', async () => await readRetentionDays(await temporal()));
  const frontAccess = lazily('Front token', async () => {
    const { apiUrl, apiToken } = (await configured()).front;
    return { apiUrl, apiToken };
  });
  const front = lazily('Front token', async () => {
    const access = await frontAccess();
    const readAtMs = nowMs();
    return { access, readAtMs, identity: await readIdentity(access) };
  });
  const names = async () => createFrontLists(createFrontRequest((await front()).access));
  const inboxes = lazily('Front scope inboxes:read', async () => await (await names()).listInboxes());
  const teammates = lazily('Front scope teammates:read', async () => await (await names()).listTeammates());
  const tagNames = lazily('Front scope tags:read', async () =>
    (await (await names()).listTags()).map(({ name }) => name),
  );
  const directory = lazily('Front token', async () => createFrontClient((await front()).access));
  const aircall = lazily('Aircall key', async () => {
    const reached = createAircallClient((await configured()).aircall);
    await reached.ping();
    return reached;
  });
  return {
    environment,
    nowMs,
    problems,
    config: configured,
    temporal,
    temporalAddress: () => readTemporalEnvironment(environment).connectionOptions.address ?? 'localhost:7233',
    retentionDays,
    schedule: lazily('reconcile schedule', async () => {
      await retentionDays();
      const reached = await temporal();
      const state = await readScheduleState(reached);
      const exists = state === 'active' || state === 'paused';
      // After the other: Temporal refuses two questions about one schedule at once.
      return { state, unreadable: exists ? await findUnreadable(reached) : null };
    }),
    front,
    inboxes,
    teammates,
    tagNames,
    /** Matches as a call's workflow does. */
    async match(agent: Agent) {
      await teammates();
      return await matchAgent(await directory(), (await configured()).preferences.agents, agent);
    },
    aircall,
    lines: lazily('Aircall lines', async () => await (await aircall()).listLines()),
    agents: lazily('Aircall agents', async () => await (await aircall()).listAgents()),
    webhooks: lazily('Aircall webhook', async () => await (await aircall()).listWebhooks()),
    async close() {
      await client?.connection.close();
    },
  };
}

/** @returns the problem of Temporal's own configuration file alone: those of the variables are the configuration's */
function readTemporalSettings(
  given: NodeJS.ProcessEnv,
): Pick<ConfigReading, 'temporalEnvironment'> & { problem: Problem | null } {
  try {
    const environment = loadTemporalEnvironment(given);
    const problem = findTemporalProblem(environment);
    return { temporalEnvironment: problem === null ? environment : null, problem };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { temporalEnvironment: null, problem: null };
  }
}

interface ConfigReading {
  /** null when it is invalid; if only the webhook's token is missing, the rest is here. */
  config: Config | null;
  /** Everything that `callthread start` would refuse. */
  problems: readonly Problem[];
  /** null when Temporal's settings cannot be used; `problems` has the reason. */
  temporalEnvironment: NodeJS.ProcessEnv | null;
}

/** Reads the configuration as `callthread start` does, but does not stop at the first problem. */
export function readConfig(environment: NodeJS.ProcessEnv, cwd: string): ConfigReading {
  const { temporalEnvironment, problem } = readTemporalSettings(environment);
  const problems = problem === null ? [] : [problem];
  try {
    return { config: loadConfig(environment, cwd), problems, temporalEnvironment };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return {
      config: withoutToken(environment, cwd),
      problems: [...error.problems, ...problems],
      temporalEnvironment,
    };
  }
}

function withoutToken(environment: NodeJS.ProcessEnv, cwd: string): Config | null {
  try {
    return loadConfig(environment, cwd, { webhookToken: false });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return null;
  }
}

/** Something that several checks need is not available. One of them, `check`, reports why. */
export class FactMissing extends Error {
  override readonly name = 'FactMissing';
  readonly check: string;

  constructor(check: string, cause: unknown) {
    super(`needs ${check}`, { cause });
    this.check = check;
  }
}

/**
 * Loads something once, on first use.
 * @param check the check that reports a failure
 * @returns a loader that throws {FactMissing}, with the reason as its cause
 */
function lazily<Fact>(check: string, load: () => Promise<Fact>): () => Promise<Fact> {
  let loading: Promise<Fact> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      throw error instanceof FactMissing ? error : new FactMissing(check, error);
    });
    return loading;
  };
}

/** An independent check: it is reported as `skipped` when a fact it needs is missing. */
export interface Check {
  name: string;
  /** @throws {FactMissing} when another check reports why this one cannot run */
  run(facts: Facts): Promise<Finding[]>;
}
