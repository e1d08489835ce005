import { expect, it, onTestFinished } from 'vitest';
import { startFrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import { createFrontClient } from '../../../src/adapters/front/client.ts';
import { importMessage } from '../../simulators/front/import-message.ts';

it('lists the newest hundred messages, and older ones back to a given time', async () => {
  const front = await startFrontSimulator({ importDelayMs: 1 });
  onTestFinished(() => front.close());
  const { id, messages } = await importMessage(front, { created_at: 1000 });
  const [first] = messages;
  if (first === undefined) throw new Error('the message is not there');
  for (let n = 1; n < 250; n += 1) {
    messages.push({ ...first, id: `msg_a${n}`, uid: `uid${n}`, externalId: `e${n}`, createdAtSeconds: 1000 + n });
  }
  const client = createFrontClient({ apiUrl: front.url, apiToken: 'front-test-token' });
  const timesOf = async (backToSeconds?: number) =>
    (await client.listMessages(id, backToSeconds)).value.map(({ created_at }) => created_at);
  expect(await timesOf()).toHaveLength(100);
  expect(await timesOf(1200)).toHaveLength(100);
  expect(await timesOf(1120)).toHaveLength(200);
  expect(await timesOf(1000)).toEqual(messages.map(({ createdAtSeconds }) => createdAtSeconds).toReversed());
  expect(await timesOf(0)).toHaveLength(250);
});
