import { type AircallClient, createAircallClient } from '../../adapters/aircall/aircall-client.ts';
import { listAll } from '../../adapters/aircall/list-all.ts';
import type { AircallWebhook } from '../../adapters/aircall/webhook-calls.ts';
import type { Config } from '../../config/config.ts';
import { loadConfig } from '../../config/load-config.ts';
import { CommandError } from '../command-error.ts';
import { tellVendorFault } from '../tell-vendor-fault.ts';

interface Webhooks {
  config: Config;
  aircall: AircallClient;
  /** All of the company's. */
  webhooks: AircallWebhook[];
}

/**
 * Lets a command work on Aircall's webhooks.
 * @throws {ConfigError} when the configuration is wrong; a webhook's token may be missing
 * @throws {CommandError} when Aircall does not answer, or refuses
 */
export async function openWebhooks<Result>(
  environment: NodeJS.ProcessEnv,
  cwd: string,
  use: (open: Webhooks) => Promise<Result>,
): Promise<Result> {
  const config = loadConfig(environment, cwd, { webhookToken: false });
  const aircall = createAircallClient(config.aircall);
  try {
    const webhooks = await listAll(async (page) => {
      const { webhooks: items, nextPage } = await aircall.listWebhooks(page);
      return { items, nextPage };
    });
    return await use({ config, aircall, webhooks });
  } catch (error) {
    const told = tellVendorFault(error);
    throw told === null ? error : new CommandError(`${told.found}. ${told.remedy}`);
  }
}
