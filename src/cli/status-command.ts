import type { Command } from 'commander';
import { readStatus } from './status/read-status.ts';
import { needsPerson, tellStatus } from './status/tell-status.ts';

const examples = `
Examples:
  callthread status
  callthread status --json | jq .needsPerson

Exit codes: 0 nothing needs a person; 1 something does; 78 the configuration cannot be used.`;

/** `callthread status`: how the service does, on one screen. */
export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description('tell on one screen how the service does: workers, calls by state, parked ones, the last reconcile')
    .option('--json', 'for programs', false)
    .addHelpText('after', examples)
    .action(async ({ json }: { json: boolean }) => {
      const status = await readStatus(process.env, process.cwd());
      const nowMs = Date.now();
      const needed = needsPerson(status, nowMs);
      console.log(json ? JSON.stringify({ needsPerson: needed, ...status }, null, 2) : tellStatus(status, nowMs));
      process.exitCode = needed.length === 0 ? 0 : 1;
    });
}
