import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** What docker-compose.yml says of one of its services, as far as it can be run without containers. */
export interface ComposeService {
  environment: Record<string, string>;
  /** What its program is given; of a shell, the script. */
  command: string[];
}

const file = new URL('../../../docker-compose.yml', import.meta.url);

/**
 * Reads a service of docker-compose.yml, so that tests run what users run.
 * @param variables take the place of `${NAME}`, `${NAME:?message}` and, where they have one, of `${NAME:-default}`
 * @throws {Error} for a service or a variable that there is not
 */
export async function readComposeService(name: string, variables: Record<string, string>): Promise<ComposeService> {
  const { services } = parse(await readFile(file, 'utf8'), { merge: true }) as {
    services: Record<string, { environment?: Record<string, string>; command?: string[] } | undefined>;
  };
  const service = services[name];
  if (service === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  const { environment = {}, command = [] } = service;
  const filled = Object.entries(environment).map(([key, value]) => [key, fillIn(value, variables)] as const);
  return { environment: Object.fromEntries(filled), command: command.map((part) => fillIn(part, variables)) };
}

function fillIn(text: string, variables: Record<string, string>): string {
  return text.replace(/\$\{(\w+)(?::-([^}]*)|[^}]*)\}/g, (_, variable: string, usual: string | undefined) => {
    const value = variables[variable] ?? usual;
    if (value === undefined) throw new Error(`docker-compose.yml wants ${variable}, of which nothing was told`);
    return value;
  });
}
