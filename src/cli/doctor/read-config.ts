import type { Config } from '../../config/config.ts';
import { ConfigError, type Problem } from '../../config/config-error.ts';
import { loadConfig } from '../../config/load-config.ts';

export interface ConfigReading {
  /** null when it cannot be used; where a webhook's token alone is missing, the rest is here. */
  config: Config | null;
  /** All that `callthread start` would refuse. */
  problems: readonly Problem[];
}

/** Reads the configuration as `callthread start` does, without giving up at the first thing that is wrong. */
export function readConfig(environment: NodeJS.ProcessEnv, cwd: string): ConfigReading {
  try {
    return { config: loadConfig(environment, cwd), problems: [] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { config: withoutToken(environment, cwd), problems: error.problems };
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
