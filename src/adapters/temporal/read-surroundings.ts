import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { searchAttributeNames } from '../../../workflows/search-attributes.ts';
import { countPollers } from './count-pollers.ts';
import { grpcCode, grpcCodes } from './grpc-code.ts';
import { withTimeout } from './with-timeout.ts';

const { INDEXED_VALUE_TYPE_KEYWORD: keyword } = proto.temporal.api.enums.v1.IndexedValueType;

const timeoutMs = 5000;
const daySeconds = 86_400;

/** Returns when Temporal answers, whatever namespaces it has. @throws gRPC errors */
export async function reachTemporal(client: Client): Promise<void> {
  await within(client, () => client.connection.workflowService.getSystemInfo({}));
}

/** @returns for how many days the client's namespace keeps closed workflows; null when the server does not say @throws gRPC errors */
export async function readRetentionDays(client: Client): Promise<number | null> {
  const { namespace } = client.options;
  const { config } = await within(client, () => client.connection.workflowService.describeNamespace({ namespace }));
  const seconds = config?.workflowExecutionRetentionTtl?.seconds;
  return seconds === undefined || seconds === null ? null : Number(seconds) / daySeconds;
}

/** @returns Callthread's search attributes that the namespace lacks or has as another type; null where the server does not list them */
export async function readSearchAttributes(client: Client): Promise<{ missing: string[]; mistyped: string[] } | null> {
  const { namespace } = client.options;
  try {
    const known = await within(client, () => client.connection.operatorService.listSearchAttributes({ namespace }));
    const types = known.customAttributes;
    return {
      missing: searchAttributeNames.filter((name) => types[name] === undefined),
      mistyped: searchAttributeNames.filter((name) => types[name] !== undefined && types[name] !== keyword),
    };
  } catch (error) {
    const code = grpcCode(error);
    if (code === grpcCodes.unimplemented || code === grpcCodes.permissionDenied) return null;
    throw error;
  }
}

/** @returns how many processes poll the task queue @throws gRPC errors */
export async function countWorkersNow(client: Client, taskQueue: string): Promise<number> {
  return await within(client, () => countPollers(client, taskQueue));
}

async function within<Result>(client: Client, ask: () => Promise<Result>): Promise<Result> {
  return await withTimeout(client, timeoutMs, ask);
}
