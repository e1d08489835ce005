import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callWorkflowId } from '../../src/domain/ids.ts';
import { state } from '../../workflows/messages.ts';
import { bodyOf } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

const delaySeconds = 10;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(
    `voicemail: { delay: ${delaySeconds}s, giveUpAfter: ${delaySeconds + 1}s, settle: 100ms }\n`,
    {},
    realHome,
  );
});
afterAll(() => stage?.close());

/** Without `workflows/interceptors/started-tasks.ts` about half of them do not replay. */
it('calls whose three minutes end without a worker, and that are queried then, are logged and replay', async () => {
  const ids = Array.from({ length: 10 }, (_, index) => 7_001 + index);
  const endedAtMs = Date.now();
  for (const id of ids) {
    const voicemail = { voicemail: null, ended_at: Math.floor(endedAtMs / 1000) };
    await stage.deliver(
      await stage.now(bodyOf('b3-call.ended.inbound-missed-voicemail'), id, `+44 20 7946 ${id}`, voicemail),
    );
  }
  for (const id of ids) await stage.stateOf(id, (call) => call.state === 'media');
  await stage.stopWorkers();
  const query = async (id: number) => await stage.client.workflow.getHandle(callWorkflowId(id)).query(state);
  // They may fail: another is answered.
  const queries = ids.flatMap((id) => [query(id), query(id)]).map((one) => one.catch(() => null));
  await sleep(endedAtMs + (delaySeconds + 2) * 1000 - Date.now());
  await stage.startWorkers();
  await Promise.all(queries);
  for (const id of ids) {
    const { entries } = await stage.outcomeOf(id);
    expect(entries).toEqual(['call', 'voicemail-missing']);
    expect(await query(id)).toMatchObject({ state: 'done' });
  }
});
