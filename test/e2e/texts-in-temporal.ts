import type { Client } from '@temporalio/client';
import { grpcCode, grpcCodes } from '../../src/adapters/temporal/connection/errors.ts';

/** All that the histories of all runs say, as one text, by the ids of their workflows. */
export async function textsInTemporal(client: Client): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for await (const { workflowId, runId } of client.workflow.list()) {
    try {
      const history = JSON.stringify(await client.workflow.getHandle(workflowId, runId).fetchHistory());
      const text = history.replace(/"data":"([^"]*)"/g, (_all, data: string) => String(Buffer.from(data, 'base64')));
      texts.set(workflowId, `${texts.get(workflowId) ?? ''}${text}`);
    } catch (error) {
      // It is listed for a moment longer than it is there.
      if (grpcCode(error) !== grpcCodes.notFound) throw error;
    }
  }
  return texts;
}
