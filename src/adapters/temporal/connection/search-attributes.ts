import type { Client, Connection } from '@temporalio/client';
import proto, { type temporal } from '@temporalio/proto';
import { searchAttributeNames } from '../../../../workflows/messages.ts';
import { grpcCode, grpcCodes } from './errors.ts';
import { withTimeout } from './requests.ts';

/**
 * `refused`: this server does not let us do it (Temporal Cloud does not, nor may one with authorization), or it has an
 * attribute of that name with another type. `advice` says what an operator has to do.
 */
type SearchAttributeRegistration =
  | { outcome: 'registered'; added: string[] }
  | { outcome: 'refused'; missing: string[]; advice: string };

/** A client's `Connection` or a worker's `NativeConnection`. */
export type Operated = Pick<Connection, 'operatorService'>;

type KnownTypes = Partial<Record<string, temporal.api.enums.v1.IndexedValueType>>;

const { INDEXED_VALUE_TYPE_KEYWORD: keywordType } = proto.temporal.api.enums.v1.IndexedValueType;

const listTimeoutMs = 5000;

/** `resourceExhausted`: there is no room for more. */
const { invalidArgument, permissionDenied, resourceExhausted, failedPrecondition, unimplemented } = grpcCodes;
const refusals = new Set<number>([
  invalidArgument,
  permissionDenied,
  resourceExhausted,
  failedPrecondition,
  unimplemented,
]);

/**
 * Makes Callthread's search attributes known to a namespace; those it has already are left alone, so it may be called
 * at every start and by several processes at once. A running server may take some seconds until it lets workflows use
 * a new one (it caches them); a workflow task that comes too early is retried by the server.
 * @throws gRPC errors other than a refusal, such as UNAVAILABLE
 */
export async function registerSearchAttributes(
  connection: Operated,
  namespace: string,
): Promise<SearchAttributeRegistration> {
  const known = await listKnown(connection, namespace);
  const mistyped = searchAttributeNames.filter((name) => known[name] !== undefined && known[name] !== keywordType);
  if (mistyped.length > 0) {
    return { outcome: 'refused', missing: mistyped, advice: retypeAdvice(mistyped, namespace) };
  }
  const missing = searchAttributeNames.filter((name) => known[name] === undefined);
  const added: string[] = [];
  for (const name of missing) {
    try {
      // One at a time: a server that has one of several refuses them all.
      await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: { [name]: keywordType } });
      added.push(name);
    } catch (error) {
      const code = grpcCode(error);
      if (code === grpcCodes.alreadyExists) continue;
      if (!refusals.has(code)) throw error;
      const rest = missing.filter((each) => !added.includes(each));
      return { outcome: 'refused', missing: rest, advice: addAdvice(rest, namespace, String(error)) };
    }
  }
  return { outcome: 'registered', added };
}

/** @returns Callthread's search attributes that the namespace lacks or has as another type; null where the server does not list them */
export async function readSearchAttributes(client: Client): Promise<{ missing: string[]; mistyped: string[] } | null> {
  const { namespace } = client.options;
  try {
    const known = await withTimeout(client, listTimeoutMs, () =>
      client.connection.operatorService.listSearchAttributes({ namespace }),
    );
    const types = known.customAttributes;
    return {
      missing: searchAttributeNames.filter((name) => types[name] === undefined),
      mistyped: searchAttributeNames.filter((name) => types[name] !== undefined && types[name] !== keywordType),
    };
  } catch (error) {
    const code = grpcCode(error);
    if (code === grpcCodes.unimplemented || code === grpcCodes.permissionDenied) return null;
    throw error;
  }
}

/** Nothing where the server does not list them: Temporal's test server can only add, Temporal Cloud neither. */
async function listKnown(connection: Operated, namespace: string): Promise<KnownTypes> {
  try {
    return (await connection.operatorService.listSearchAttributes({ namespace })).customAttributes;
  } catch (error) {
    if (refusals.has(grpcCode(error))) return {};
    throw error;
  }
}

function addAdvice(names: string[], namespace: string, reason: string): string {
  const flags = names.map((name) => `--name ${name} --type Keyword`).join(' ');
  return (
    `Temporal did not let Callthread add search attributes to namespace ${namespace} (${reason}). Add them once: ` +
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
