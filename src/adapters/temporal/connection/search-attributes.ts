import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, Connection } from '@temporalio/client';
import proto, { type temporal } from '@temporalio/proto';
import { searchAttributeNames } from '../../../../workflows/messages.ts';
import { grpcCode, grpcCodes, isTransient } from './errors.ts';
import { withTimeout } from './requests.ts';

/**
 * `refused`: the server does not allow it (Temporal Cloud, or a server with authorization), the namespace has no room, or
 * an attribute of that name has another type. `advice` tells the operator what to do. `certain` is false where the server
 * does not list attributes: an operator may have added them already.
 */
type SearchAttributeRegistration =
  | { outcome: 'registered'; added: string[] }
  | { outcome: 'refused'; missing: string[]; advice: string; certain: boolean };

/** A client's `Connection` or a worker's `NativeConnection`. */
type Operated = Pick<Connection, 'operatorService' | 'workflowService'>;

type KnownTypes = Partial<Record<string, temporal.api.enums.v1.IndexedValueType>>;

const { INDEXED_VALUE_TYPE_KEYWORD: keywordType } = proto.temporal.api.enums.v1.IndexedValueType;

const listTimeoutMs = 5000;
const maxAttempts = 5;
const maxPauseMs = 400;

const refusals = new Set<number>([
  grpcCodes.invalidArgument,
  grpcCodes.permissionDenied,
  grpcCodes.failedPrecondition,
  grpcCodes.unimplemented,
]);
/**
 * Adds those of Callthread's search attributes that a namespace lacks: all of them or, when the server refuses, none.
 * Call it at every start; several processes may call it at once. A running server caches attributes, so workflows may be
 * unable to use a new one for some seconds; the server retries their tasks.
 * @throws gRPC errors other than a refusal, such as UNAVAILABLE, after several attempts
 */
export async function registerSearchAttributes(
  connection: Operated,
  namespace: string,
): Promise<SearchAttributeRegistration> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryRegistering(connection, namespace);
    } catch (error) {
      if (attempt === maxAttempts || !isTransient(error)) throw error;
      await sleep(maxPauseMs * Math.random());
    }
  }
}

async function tryRegistering(connection: Operated, namespace: string): Promise<SearchAttributeRegistration> {
  const known = await listKnown(connection, namespace);
  const mistyped = searchAttributeNames.filter(
    (name) => known !== null && ![undefined, keywordType].includes(known[name]),
  );
  if (mistyped.length > 0) {
    return { outcome: 'refused', missing: mistyped, advice: retypeAdvice(mistyped, namespace), certain: true };
  }
  const missing = missingFrom(known ?? {});
  let added: string[] = [];
  try {
    if (missing.length > 0) added = await addAll(connection, namespace, missing);
  } catch (error) {
    if (!refusals.has(grpcCode(error))) throw error;
    const knownNow = await listKnown(connection, namespace);
    // If another process added them first, there is no room left for duplicates, but nothing is missing either.
    if (knownNow === null || missingFrom(knownNow).length > 0) {
      const advice =
        isFull(error) && knownNow ? roomAdvice(knownNow, namespace, error) : addAdvice(missing, namespace, error);
      return { outcome: 'refused', missing, advice, certain: knownNow !== null };
    }
  }
  await removeDuplicates(connection, namespace);
  return { outcome: 'registered', added };
}

export interface SearchAttributeState {
  missing: string[];
  /** Ours with another type than Keyword. */
  mistyped: string[];
  /** Other attributes of type Keyword. */
  others: string[];
}

/** @returns the state of the namespace's search attributes; null where the server does not list them */
export async function readSearchAttributes(client: Client): Promise<SearchAttributeState | null> {
  const { namespace } = client.options;
  try {
    const known = await withTimeout(client, listTimeoutMs, () =>
      client.connection.operatorService.listSearchAttributes({ namespace }),
    );
    const types = known.customAttributes;
    return {
      missing: missingFrom(types),
      mistyped: searchAttributeNames.filter((name) => types[name] !== undefined && types[name] !== keywordType),
      others: othersIn(types),
    };
  } catch (error) {
    const code = grpcCode(error);
    if (code === grpcCodes.unimplemented || code === grpcCodes.permissionDenied) return null;
    throw error;
  }
}

/** @returns null where the server does not list them: Temporal's test server can only add, Temporal Cloud neither */
async function listKnown(connection: Operated, namespace: string): Promise<KnownTypes | null> {
  try {
    return (await connection.operatorService.listSearchAttributes({ namespace })).customAttributes;
  } catch (error) {
    if (refusals.has(grpcCode(error))) return null;
    throw error;
  }
}

function missingFrom(known: KnownTypes): string[] {
  return searchAttributeNames.filter((name) => known[name] === undefined);
}

/**
 * Adds all in one request, so that a server without room for all adds none.
 * @returns those that it added @throws gRPC errors
 */
async function addAll({ operatorService }: Operated, namespace: string, names: string[]): Promise<string[]> {
  const add = (some: string[]) =>
    operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(some.map((name) => [name, keywordType])),
    });
  try {
    await add(names);
    return names;
  } catch (error) {
    if (grpcCode(error) !== grpcCodes.alreadyExists) throw error;
  }
  // Temporal's test server, which cannot list, refuses all when it has one of them.
  const added: string[] = [];
  for (const name of names) {
    try {
      await add([name]);
      added.push(name);
    } catch (error) {
      if (grpcCode(error) === grpcCodes.alreadyExists) continue;
      if (added.length > 0) await operatorService.removeSearchAttributes({ namespace, searchAttributes: added });
      throw error;
    }
  }
  return added;
}

/**
 * With SQL visibility an attribute is an alias of one of ten columns. Processes that add it at the same moment may each get a
 * column: then one of them writes where another does not look, and the namespace fills up. The first column stays, by name.
 */
async function removeDuplicates({ workflowService }: Operated, namespace: string): Promise<void> {
  try {
    const { config } = await workflowService.describeNamespace({ namespace });
    const columns = Object.entries(config?.customSearchAttributeAliases ?? {}).toSorted(([one], [other]) =>
      one < other ? -1 : 1,
    );
    const surplus = columns.filter(
      ([, alias], nth) => isOurs(alias) && columns.findIndex(([, other]) => other === alias) < nth,
    );
    if (surplus.length === 0) return;
    // An empty alias frees the column.
    const customSearchAttributeAliases = Object.fromEntries(surplus.map(([column]) => [column, '']));
    await workflowService.updateNamespace({ namespace, config: { customSearchAttributeAliases } });
  } catch (error) {
    // A server that does not allow this has no such columns, or an operator who added the attributes.
    if (!refusals.has(grpcCode(error))) throw error;
  }
}

function othersIn(known: KnownTypes): string[] {
  return Object.keys(known)
    .filter((name) => known[name] === keywordType && !isOurs(name))
    .toSorted();
}

function isOurs(name: string): boolean {
  return (searchAttributeNames as readonly string[]).includes(name);
}

/** The server's own words: "cannot have more than 10 search attribute of type Keyword". */
const tooMany = /cannot have more than (\d+)/;

function isFull(error: unknown): boolean {
  return tooMany.test(String(error));
}

function roomAdvice(known: KnownTypes, namespace: string, error: unknown): string {
  const limit = Number(tooMany.exec(String(error))?.[1]);
  const missing = missingFrom(known);
  const others = othersIn(known);
  const surplus = others.length + searchAttributeNames.length - limit;
  return (
    `Namespace ${namespace} has no room for the search attributes ${missing.join(', ')}: Temporal allows ${limit} of type ` +
    `Keyword, and has ${others.length + searchAttributeNames.length - missing.length}. No call can be stored until there is room. Remove ${surplus} that nothing uses, ` +
    `of ${others.join(', ')}: temporal operator search-attribute remove --namespace ${namespace} --name <name>. Or create a ` +
    'namespace for Callthread and set TEMPORAL_NAMESPACE. Callthread tries again every 30 s.'
  );
}

function addAdvice(names: string[], namespace: string, reason: unknown): string {
  const flags = names.map((name) => `--name ${name} --type Keyword`).join(' ');
  return (
    `Temporal did not let Callthread add search attributes to namespace ${namespace} (${String(reason)}). Add them once: ` +
    `temporal operator search-attribute create --namespace ${namespace} ${flags}; in Temporal Cloud, on the ` +
    `namespace's page or with tcld namespace search-attributes add.`
  );
}

function retypeAdvice(names: string[], namespace: string): string {
  const flags = names.map((name) => `--name ${name}`).join(' ');
  return (
    `Namespace ${namespace} has ${names.join(', ')} with a type other than Keyword. Use another namespace, or remove ` +
    `them: temporal operator search-attribute remove --namespace ${namespace} ${flags}.`
  );
}
