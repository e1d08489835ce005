import { sleep, upsertSearchAttributes } from '@temporalio/workflow';
import type { SearchAttributeName } from '../../../workflows/messages.ts';

/** Sets search attributes and sleeps for an hour. */
export async function hourWorkflow({ names }: { names: SearchAttributeName[] }): Promise<string> {
  upsertSearchAttributes(Object.fromEntries(names.map((name) => [name, ['set']])));
  await sleep('1 hour');
  return 'slept';
}
