import { searchAttributeNames } from '../../../workflows/messages.ts';
import { grpcCode, grpcCodes } from '../../adapters/temporal/connection/errors.ts';
import {
  readSearchAttributes,
  type SearchAttributeState,
} from '../../adapters/temporal/connection/search-attributes.ts';
import { unpauseCommand } from '../../adapters/temporal/operations/schedule.ts';
import { backfillTaskQueue, callTaskQueue, countWorkersNow } from '../../adapters/temporal/operations/workers.ts';
import { explainTemporal } from '../../service/temporal.ts';
import { type Check, FactMissing } from './facts.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const minDays = 7;
const schedule = 'reconcile schedule';
/** Search attributes of type Keyword in a namespace, on a server with SQL visibility. */
const sqlLimit = 10;

/** Temporal: the server, the namespace, the search attributes and the workers. */
export const temporalChecks: readonly Check[] = [
  {
    name: 'Temporal',
    async run(facts) {
      try {
        await facts.temporal();
        return [ok('Temporal', `answers at ${facts.temporalAddress()}`)];
      } catch (error) {
        return [await explainFailure('Temporal', error, facts.environment)];
      }
    },
  },
  {
    name: 'Temporal namespace',
    async run(facts) {
      const name = 'Temporal namespace';
      const { namespace } = (await facts.temporal()).options;
      try {
        return [checkRetention(name, namespace, await facts.retentionDays())];
      } catch (error) {
        if (!(error instanceof FactMissing) || grpcCode(error.cause) !== grpcCodes.notFound) {
          return [await explainFailure(name, error, facts.environment)];
        }
        const create = `temporal operator namespace create --namespace ${namespace} --retention 30d`;
        return [fail(name, `there is no ${namespace}`, `Set TEMPORAL_NAMESPACE, or create it: ${create}`)];
      }
    },
  },
  {
    name: 'search attributes',
    async run(facts) {
      const name = 'search attributes';
      await facts.retentionDays();
      const client = await facts.temporal();
      const known = await readSearchAttributes(client);
      if (known === null) {
        return [
          warn(
            name,
            'this server does not list them',
            'Check in its own console that it has those in docs/operations.md.',
          ),
        ];
      }
      return [checkAttributes(name, client.options.namespace, known)];
    },
  },
  {
    name: 'workers',
    async run(facts) {
      await facts.retentionDays();
      const client = await facts.temporal();
      const live = await countWorkersNow(client, callTaskQueue);
      if (live === 0) {
        const found = `no worker polls ${callTaskQueue}: webhooks are stored, nothing is logged`;
        return [fail('workers', found, 'Start one: callthread start, or callthread worker.')];
      }
      const past = await countWorkersNow(client, backfillTaskQueue);
      const polling = `${live} ${live === 1 ? 'polls' : 'poll'} ${callTaskQueue}`;
      if (past > 0) return [ok('workers', polling)];
      return [
        warn('workers', `${polling}, none polls ${backfillTaskQueue}`, 'Start a worker of this version for backfills.'),
      ];
    },
  },
  {
    name: schedule,
    async run(facts) {
      const { state } = await facts.schedule();
      const client = await facts.temporal();
      const { namespace } = client.options;
      const without = 'calls that no webhook reported are not found';
      switch (state) {
        case 'active':
          return [ok(schedule, 'looks every half hour for calls that no webhook reported')];
        case 'paused':
          return [warn(schedule, `is paused: ${without}`, `Resume it: ${unpauseCommand(namespace)}`)];
        case 'missing': {
          const hasWorker = (await countWorkersNow(client, callTaskQueue)) > 0;
          // The workers' own check reports that none has started yet.
          if (!hasWorker) return [ok(schedule, 'does not exist yet: a worker creates it when it starts')];
          const remedy = 'Restart a worker: it creates the schedule, or logs why it cannot.';
          return [warn(schedule, `does not exist: ${without}`, remedy)];
        }
        case null:
          return [warn(schedule, 'this server does not show it', 'Run "callthread reconcile" regularly.')];
      }
    },
  },
];

function checkRetention(name: string, namespace: string, days: number | null): Finding {
  if (days === null) return ok(name, `${namespace} exists`);
  const kept = `${namespace} keeps closed workflows, with data of callers, for ${days} ${days === 1 ? 'day' : 'days'}`;
  if (days >= minDays) return ok(name, kept);
  const update = `temporal operator namespace update --namespace ${namespace} --retention 30d`;
  return warn(
    name,
    `${kept}: reconcile may log calls again whose workflow is gone`,
    `Keep them for at least ${minDays} days: ${update}`,
  );
}

function checkAttributes(
  name: string,
  namespace: string,
  { missing, mistyped, others }: SearchAttributeState,
): Finding {
  const flags = (names: string[], more = ''): string => names.map((each) => ` --name ${each}${more}`).join('');
  const command = `temporal operator search-attribute`;
  if (mistyped.length > 0) {
    const remove = `${command} remove --namespace ${namespace}${flags(mistyped)}`;
    return fail(
      name,
      `not of type Keyword: ${mistyped.join(', ')}`,
      `Use another namespace, or remove them and start a worker: ${remove}`,
    );
  }
  if (missing.length === 0) return ok(name, `all exist, with type Keyword`);
  const surplus = others.length + searchAttributeNames.length - sqlLimit;
  if (surplus > 0) {
    const remove = `${command} remove --namespace ${namespace} --name <name>`;
    const remedy = `If ${surplus} of ${others.join(', ')} can go, remove them (${remove}); otherwise use another namespace`;
    return fail(name, `missing: ${missing.join(', ')}; with SQL visibility there is no room for them`, `${remedy}.`);
  }
  const create = `${command} create --namespace ${namespace}${flags(missing, ' --type Keyword')}`;
  return fail(
    name,
    `missing: ${missing.join(', ')}`,
    `A worker with the permission adds them when it starts; otherwise: ${create}`,
  );
}

/** @throws {FactMissing} when another check reports it */
async function explainFailure(check: string, error: unknown, environment: NodeJS.ProcessEnv): Promise<Finding> {
  if (!(error instanceof FactMissing)) throw error;
  if (error.check === 'configuration') throw error;
  const { cause } = error;
  const advice = await explainTemporal(environment, cause);
  if (advice !== null) return fail(check, advice.found, `${advice.remedy}.`);
  const reason = cause instanceof Error ? cause.message : 'no reason given';
  const found = grpcCode(cause) === -1 ? 'its settings are invalid' : 'does not answer like Temporal';
  return fail(check, `${found} (${reason})`, 'Check TEMPORAL_* and TEMPORAL_CONFIG_FILE.');
}

const name = 'CALLTHREAD_ENCRYPTION_KEYS';
const server = 'codec server';

/** Encryption: what Temporal holds, and who can read it. */
export const encryptionChecks: readonly Check[] = [
  {
    name,
    async run(facts) {
      const { encryptionKeys } = await facts.config();
      const { unreadable } = await facts.schedule();
      if (unreadable !== null) return [fail(name, unreadable.problem, unreadable.remedy)];
      return [describeKeys(encryptionKeys.map(({ id }) => id))];
    },
  },
  {
    name: server,
    async run(facts) {
      const { encryptionKeys, adminToken, temporalUiUrl } = await facts.config();
      if (encryptionKeys.length === 0) return [ok(server, `off: nothing is encrypted without ${name}`)];
      const missing = [
        ...(adminToken === null ? ['CALLTHREAD_ADMIN_TOKEN'] : []),
        ...(temporalUiUrl === null ? ['TEMPORAL_UI_URL'] : []),
      ];
      if (missing.length === 0) return [ok(server, `/codec serves ${temporalUiUrl}, for users logged in here`)];
      const remedy = `Set ${missing.join(' and ')} to read histories there (docs/operations.md).`;
      return [warn(server, "Temporal's Web UI shows only encrypted payloads", remedy)];
    },
  },
];

function describeKeys([first, ...others]: string[]): Finding {
  if (first === undefined) return ok(name, 'off: Temporal stores names, numbers and comments as plain text');
  return ok(name, [`${first} encrypts`, ...others.map((id) => `${id} also decrypts`)].join(', '));
}
