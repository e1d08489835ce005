import type { Client } from '@temporalio/client';
import { matchAgent } from '../../../activities/match-agent.ts';
import { createAircallClient } from '../../adapters/aircall/aircall-client.ts';
import { listAll } from '../../adapters/aircall/list-all.ts';
import { createFrontClient } from '../../adapters/front/front-client.ts';
import { readIdentity } from '../../adapters/front/read-identity.ts';
import { createFrontNames } from '../../adapters/front/read-names.ts';
import { createRequestFront } from '../../adapters/front/request-front.ts';
import { connectTemporal } from '../../adapters/temporal/connect-temporal.ts';
import { reachTemporal, readRetentionDays } from '../../adapters/temporal/read-surroundings.ts';
import { readTemporalEnvironment } from '../../adapters/temporal/temporal-environment.ts';
import type { Config } from '../../config/config.ts';
import { loadEncryptionKeys } from '../../config/encryption-keys.ts';
import { findTemporalFaults } from '../../config/temporal-faults.ts';
import type { Agent } from '../../domain/call.ts';
import { FactMissing, lazily } from './fact-missing.ts';
import type { ConfigReading } from './read-config.ts';

/** What the checks are told, each read once and only when one asks for it; all throw {FactMissing} when it is not to be had. */
export type Facts = ReturnType<typeof gatherFacts>;

export interface Surroundings {
  environment: NodeJS.ProcessEnv;
  /** This machine's clock, UNIX milliseconds. */
  nowMs: () => number;
}

/** Reads and never writes. Close it at the end. */
export function gatherFacts({ environment, nowMs }: Surroundings, { config, problems }: ConfigReading) {
  let client: Client | null = null;
  const configured = async (): Promise<Config> => {
    if (config === null) throw new FactMissing('configuration', null);
    return config;
  };
  const keys = lazily('configuration', async () => loadEncryptionKeys(environment));
  const temporal = lazily('Temporal', async () => {
    if (findTemporalFaults(environment).length > 0) throw new FactMissing('configuration', null);
    client = connectTemporal(environment, await keys());
    await reachTemporal(client);
    return client;
  });
  const frontAccess = lazily('Front token', async () => {
    const { apiUrl, apiToken } = (await configured()).front;
    return { apiUrl, apiToken };
  });
  const front = lazily('Front token', async () => {
    const access = await frontAccess();
    const readAtMs = nowMs();
    return { access, readAtMs, identity: await readIdentity(access) };
  });
  const names = async () => createFrontNames(createRequestFront((await front()).access));
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
    retentionDays: lazily('Temporal namespace', async () => await readRetentionDays(await temporal())),
    front,
    inboxes,
    teammates,
    tagNames,
    /** As a call's workflow matches it. */
    async match(agent: Agent) {
      await teammates();
      return await matchAgent(await directory(), (await configured()).preferences.agents, agent);
    },
    aircall,
    lines: lazily('Aircall lines', async () => {
      const asked = await aircall();
      return await listAll(async (page) => {
        const { lines, nextPage } = await asked.listLines(page);
        return { items: lines, nextPage };
      });
    }),
    agents: lazily('Aircall agents', async () => {
      const asked = await aircall();
      return await listAll(async (page) => {
        const { agents, nextPage } = await asked.listAgents(page);
        return { items: agents, nextPage };
      });
    }),
    webhooks: lazily('Aircall webhook', async () => {
      const asked = await aircall();
      return await listAll(async (page) => {
        const { webhooks, nextPage } = await asked.listWebhooks(page);
        return { items: webhooks, nextPage };
      });
    }),
    async close() {
      await client?.connection.close();
    },
  };
}
