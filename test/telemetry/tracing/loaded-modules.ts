import { existsSync, readFileSync } from 'node:fs';

const reporter = `
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
process.on('exit', () => {
  const modules = Object.keys(createRequire(process.cwd() + '/x.js').cache);
  writeFileSync(process.env.LOADED_MODULES, JSON.stringify(modules));
});`;

/**
 * @param file a process writes into it, when it ends, which CommonJS modules it has loaded; OpenTelemetry's are such
 * @returns what to add to the environment of that process
 */
export function reportingModules(file: string): Record<string, string> {
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(reporter)}`, LOADED_MODULES: file };
}

/** @returns the paths of those that were loaded. @throws when the process has not reported them */
export function loadedModules(file: string): string[] {
  if (!existsSync(file)) throw new Error('the process did not report what it loaded');
  return JSON.parse(readFileSync(file, 'utf8')) as string[];
}
