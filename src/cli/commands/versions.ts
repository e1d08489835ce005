import type { Command } from 'commander';
import { listVersions, makeCurrent, type VersionShown } from '../../adapters/temporal/worker-versions.ts';
import { loadDeploymentName } from '../../config/environment.ts';
import { CommandError } from '../terminal/errors.ts';
import { drawTable } from '../terminal/table.ts';
import { withTemporal } from '../terminal/temporal.ts';

const versionsExamples = `
Examples:
  callthread versions list
  callthread versions promote 1.4.0`;

const listExamples = `
A call ends on the version that it began on. A version that is replaced and has no calls left is no longer needed: its
workers can be stopped.

Example:
  callthread versions list`;

const promoteExamples = `
New calls then begin on that version; calls under way end on theirs. Workers of it must be polling already.

Example:
  callthread versions promote 1.4.0`;

/** `callthread versions`: Worker Versioning, for workers that were started with CALLTHREAD_BUILD_ID. */
export function addVersionsCommand(program: Command): void {
  const versions = program
    .command('versions')
    .description("workers' versions (CALLTHREAD_BUILD_ID): which is used")
    .addHelpText('after', versionsExamples);
  versions
    .command('list')
    .description('list the versions, and how many calls each has left')
    .addHelpText('after', listExamples)
    .action(async () => {
      const deploymentName = loadDeploymentName(process.env);
      const shown = await withTemporal(process.env, (client) => listVersions(client, deploymentName));
      if (shown.length === 0) throw new CommandError(noVersions(deploymentName));
      for (const line of drawTable(['BUILD ID', 'NEW CALLS', 'CALLS LEFT', ''], shown.map(toRow))) console.log(line);
    });
  versions
    .command('promote')
    .description('have new calls begin on a version')
    .argument('<build id>', 'as its workers have it in CALLTHREAD_BUILD_ID')
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
        throw new CommandError(`Temporal does not let ${buildId} be promoted: ${promotion.reason}.`);
      }
      console.log(`New calls begin on ${buildId}. Those under way end on theirs: callthread versions list`);
    });
}

function toRow({ buildId, place, openRuns }: VersionShown): string[] {
  const takes = { current: 'yes', ramping: 'some', replaced: 'no', new: 'not yet' }[place];
  const canStop = place === 'replaced' && openRuns === 0;
  return [buildId, takes, String(openRuns), canStop ? 'its workers can be stopped' : ''];
}

function noVersions(deploymentName: string): string {
  return (
    `Temporal knows no versions of ${deploymentName}: no worker with CALLTHREAD_BUILD_ID has polled yet. ` +
    'Workers without one need no versions.'
  );
}
