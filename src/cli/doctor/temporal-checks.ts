import { findUnreadable } from '../../adapters/temporal/find-unreadable.ts';
import { grpcCode, grpcCodes } from '../../adapters/temporal/grpc-code.ts';
import { countWorkersNow, readSearchAttributes } from '../../adapters/temporal/read-surroundings.ts';
import { backfillTaskQueue, callTaskQueue } from '../../adapters/temporal/task-queues.ts';
import { explainTemporal } from '../../service/temporal.ts';
import { type Check, FactMissing } from './facts.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const fewestDays = 7;

/** Temporal: there, with our namespace, our search attributes, and somebody who works. */
export const temporalChecks: readonly Check[] = [
  {
    name: 'Temporal',
    async run(facts) {
      try {
        await facts.temporal();
        return [ok('Temporal', `answers at ${facts.temporalAddress()}`)];
      } catch (error) {
        return [await tellTemporal('Temporal', error, facts.environment)];
      }
    },
  },
  {
    name: 'Temporal namespace',
    async run(facts) {
      const name = 'Temporal namespace';
      const { namespace } = (await facts.temporal()).options;
      try {
        return [tellRetention(name, namespace, await facts.retentionDays())];
      } catch (error) {
        if (!(error instanceof FactMissing) || grpcCode(error.cause) !== grpcCodes.notFound) {
          return [await tellTemporal(name, error, facts.environment)];
        }
        const create = `temporal operator namespace create --namespace ${namespace} --retention 30d`;
        return [fail(name, `there is no ${namespace}`, `Set TEMPORAL_NAMESPACE, or make it: ${create}`)];
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
          warn(name, 'this server does not list them', 'See in its own pages that it has those of docs/operations.md.'),
        ];
      }
      return [tellAttributes(name, client.options.namespace, known)];
    },
  },
  {
    name: 'workers',
    async run(facts) {
      await facts.retentionDays();
      const client = await facts.temporal();
      const live = await countWorkersNow(client, callTaskQueue);
      if (live === 0) {
        const found = `none polls the task queue ${callTaskQueue}: webhooks are kept, and no call is logged`;
        return [fail('workers', found, 'Start one: callthread start, or callthread worker.')];
      }
      const past = await countWorkersNow(client, backfillTaskQueue);
      const told = `${live} ${live === 1 ? 'polls' : 'poll'} the task queue ${callTaskQueue}`;
      if (past > 0) return [ok('workers', told)];
      return [
        warn('workers', `${told}, none polls ${backfillTaskQueue}`, 'Start a worker of this version for backfills.'),
      ];
    },
  },
];

function tellRetention(name: string, namespace: string, days: number | null): Finding {
  if (days === null) return ok(name, `${namespace} is there`);
  const told = `${namespace} keeps closed workflows, and what they hold of callers, for ${days} ${days === 1 ? 'day' : 'days'}`;
  if (days >= fewestDays) return ok(name, told);
  const update = `temporal operator namespace update --namespace ${namespace} --retention 30d`;
  return warn(
    name,
    `${told}: what came of a call is forgotten soon, and reconcile may log it again`,
    `Keep them for ${fewestDays} days or more: ${update}`,
  );
}

function tellAttributes(
  name: string,
  namespace: string,
  { missing, mistyped }: { missing: string[]; mistyped: string[] },
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
  if (missing.length === 0) return ok(name, `all there, of type Keyword`);
  const create = `${command} create --namespace ${namespace}${flags(missing, ' --type Keyword')}`;
  return fail(
    name,
    `missing: ${missing.join(', ')}`,
    `A worker adds them when it starts, where it may; else: ${create}`,
  );
}

/** @throws {FactMissing} of another check */
async function tellTemporal(check: string, error: unknown, environment: NodeJS.ProcessEnv): Promise<Finding> {
  if (!(error instanceof FactMissing)) throw error;
  if (error.check === 'configuration') throw error;
  const { cause } = error;
  const advice = await explainTemporal(environment, cause);
  if (advice !== null) return fail(check, advice.found, `${advice.remedy}.`);
  const reason = cause instanceof Error ? cause.message : 'no reason given';
  const found = grpcCode(cause) === -1 ? 'its settings cannot be used' : 'does not answer as Temporal does';
  return fail(check, `${found} (${reason})`, 'See TEMPORAL_* and TEMPORAL_CONFIG_FILE.');
}

const name = 'CALLTHREAD_ENCRYPTION_KEYS';
const server = 'codec server';

/** That what Temporal holds is encrypted, and can be read by those who are to read it. */
export const encryptionChecks: readonly Check[] = [
  {
    name,
    async run(facts) {
      const { encryptionKeys } = await facts.config();
      await facts.retentionDays();
      const unreadable = await findUnreadable(await facts.temporal());
      if (unreadable !== null) {
        const [found = '', ...remedy] = unreadable.split('. ');
        return [fail(name, found, remedy.join('. '))];
      }
      return [tellKeys(encryptionKeys.map(({ id }) => id))];
    },
  },
  {
    name: server,
    async run(facts) {
      const { encryptionKeys, adminToken, temporalUiUrl } = await facts.config();
      if (encryptionKeys.length === 0) return [ok(server, `off: without ${name} there is nothing to decode`)];
      const missing = [
        ...(adminToken === null ? ['CALLTHREAD_ADMIN_TOKEN'] : []),
        ...(temporalUiUrl === null ? ['TEMPORAL_UI_URL'] : []),
      ];
      if (missing.length === 0) return [ok(server, `/codec answers ${temporalUiUrl}, for who is logged in here`)];
      const remedy = `Set ${missing.join(' and ')}, if people are to read histories there (docs/operations.md).`;
      return [warn(server, "Temporal's Web UI shows nothing but encrypted payloads", remedy)];
    },
  },
];

function tellKeys([first, ...others]: string[]): Finding {
  if (first === undefined) return ok(name, 'off: Temporal holds names, numbers and comments as plain text');
  return ok(name, [`${first} encrypts`, ...others.map((id) => `${id} decrypts as well`)].join(', '));
}
