import type { Command } from 'commander';
import { listVersions, makeCurrent } from '../../adapters/temporal/operations/worker-versions.ts';
import { loadDeploymentName } from '../../config/environment.ts';
import { CommandError } from '../terminal/errors.ts';
import { drawTable } from '../terminal/table.ts';
import { withTemporal } from '../terminal/temporal.ts';

const versionsExamples = `
Examples:
  callthread versions list
  callthread versions promote 1.4.0`;

const listExamples = `
Calls stay on the version they started on. The workers of a replaced version without open calls can be stopped.

Example:
  callthread versions list`;

const promoteExamples = `
Routes new calls to that version; open calls stay on theirs. Its workers must already be polling.

Example:
  callthread versions promote 1.4.0`;

/** `callthread versions`: Worker Versioning, for workers started with CALLTHREAD_BUILD_ID. */
export function addVersionsCommand(program: Command): void {
  const versions = program
    .command('versions')
    .description("manage the workers' versions (CALLTHREAD_BUILD_ID)")
    .addHelpText('after', versionsExamples);
  versions
    .command('list')
    .description('list the versions and their open calls')
    .addHelpText('after', listExamples)
    .action(async () => {
      const deploymentName = loadDeploymentName(process.env);
      const shown = await withTemporal(process.env, (client) => listVersions(client, deploymentName));
      if (shown.length === 0) throw new CommandError(noVersions(deploymentName));
      for (const line of drawTable(['BUILD ID', 'NEW CALLS', 'CALLS LEFT', ''], shown.map(toRow))) console.log(line);
    });
  versions
    .command('promote')
    .description('route new calls to a version')
    .argument('<build id>', 'the CALLTHREAD_BUILD_ID of its workers')
    .addHelpText('after', promoteExamples)
    .action(async (buildId: string) => {
      const deploymentName = loadDeploymentName(process.env);
      const promotion = await withTemporal(process.env, (client) => makeCurrent(client, { deploymentName, buildId }));
      if (promotion.outcome === 'unknown') {
        throw new CommandError(
          `Temporal knows no version ${buildId} of ${deploymentName}. Start a worker with CALLTHREAD_BUILD_ID=${buildId} first.`,
        );
      }
      if (promotion.outcome === 'refused') {
        throw new CommandError(`Temporal refuses to promote ${buildId}: ${promotion.reason}.`);
      }
      console.log(`New calls start on ${buildId}. Open calls stay on their versions: callthread versions list`);
    });
}

function toRow({ buildId, place, openRuns }: Awaited<ReturnType<typeof listVersions>>[number]): string[] {
  const takes = { current: 'yes', ramping: 'some', replaced: 'no', new: 'not yet' }[place];
  const canStop = place === 'replaced' && openRuns === 0;
  return [buildId, takes, String(openRuns), canStop ? 'its workers can be stopped' : ''];
}

function noVersions(deploymentName: string): string {
  return (
    `Temporal knows no versions of ${deploymentName}: no worker with CALLTHREAD_BUILD_ID has polled yet. ` +
    'Workers without it need no versions.'
  );
}
