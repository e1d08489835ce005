import { loadConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/problems.ts';
import { configFolder } from './config-folder.ts';
import { requiredVariables } from './required-variables.ts';

/**
 * @param env added to the required variables; undefined takes one off
 * @returns the lines of problems as a person reads them, without the dashes; none when the configuration is valid
 */
export function problemLines(env: Record<string, string | undefined>, yaml?: string): string[] {
  const folder = configFolder(yaml === undefined ? {} : { 'callthread.yaml': yaml });
  try {
    loadConfig({ ...requiredVariables, ...env }, folder);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [, ...lines] = error.message.split('\n- ');
    return lines;
  }
}
