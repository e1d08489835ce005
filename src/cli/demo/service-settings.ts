import { stringify } from 'yaml';
import { variableNames } from '../../config/variables.ts';
import type { Language } from '../../texts/texts.ts';
import { lines } from './company.ts';

/** Of the stand-in's company as well as of the configuration: twenty calls in a minute are more than a small plan allows. */
export const requestsPerMinute = 600;

/** @returns the YAML file of the demo's service: a voicemail's three minutes last six seconds, so that a morning takes one. */
export function demoPreferences(language: Language): string {
  return stringify({
    language,
    front: { inbox: 'Aircall Phone', requestsPerMinute },
    lines: {
      [lines.support.number]: { name: 'Support' },
      [String(lines.sales.id)]: { name: 'Sales', inbox: 'Sales' },
    },
    agents: { 'ada@phones.example': 'ada@desk.example' },
    tags: { Billing: 'billing' },
    voicemail: { delay: '6s', settle: '3s', giveUpAfter: '5m' },
  });
}

export interface ServiceAddresses {
  port: number;
  temporal: { address: string; namespace: string; uiUrl: string | undefined };
  frontUrl: string;
  aircallUrl: string;
  /** Of this demo alone. */
  tokens: { front: string; aircall: string; webhook: string; admin: string; plugin: string };
  preferencesFile: string;
  dataFolder: string;
}

/**
 * The environment of the demo's service. Whatever Callthread or Temporal would read of the caller's environment is left
 * out: a demo must never reach a real account, nor a server that others use.
 */
export function serviceEnvironment(environment: NodeJS.ProcessEnv, addresses: ServiceAddresses): NodeJS.ProcessEnv {
  const { port, temporal, frontUrl, aircallUrl, tokens, preferencesFile, dataFolder } = addresses;
  const rest = Object.entries(environment).filter(([name]) => !variableNames.includes(name));
  return {
    ...Object.fromEntries(rest),
    PORT: String(port),
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    FRONT_API_URL: frontUrl,
    FRONT_API_TOKEN: tokens.front,
    AIRCALL_API_URL: aircallUrl,
    AIRCALL_API_ID: 'demo',
    AIRCALL_API_TOKEN: tokens.aircall,
    AIRCALL_WEBHOOK_TOKEN: tokens.webhook,
    CALLTHREAD_ADMIN_TOKEN: tokens.admin,
    FRONT_PLUGIN_SECRET: tokens.plugin,
    ...(temporal.uiUrl === undefined ? {} : { TEMPORAL_UI_URL: temporal.uiUrl }),
    CALLTHREAD_CONFIG: preferencesFile,
    CALLTHREAD_DATA: dataFolder,
  };
}

/** @returns what commands are to be told to work on the demo's service: a file for Node's `--env-file` and for shells */
export function variablesFile(environment: NodeJS.ProcessEnv): string {
  return variableNames
    .flatMap((name) => (environment[name] === undefined ? [] : [`${name}='${environment[name]}'\n`]))
    .join('');
}
