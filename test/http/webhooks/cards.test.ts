import type { WorkflowClientInterceptor } from '@temporalio/client';
import { expect, it, onTestFinished } from 'vitest';
import { createCardStarter } from '../../../src/adapters/temporal/calls/start-card.ts';
import { connectTemporal } from '../../../src/adapters/temporal/connection/client.ts';
import type { CardOutcome } from '../../../src/domain/card/card.ts';
import { preferencesWith } from '../../fixtures/preferences-with.ts';
import { type Served, serveApp, webhook } from '../serve-app.ts';
import { silentPort } from './silent-port.ts';

/**
 * With Temporal at an address where nothing answers: every card that is wanted ends as `temporal`, but not before
 * `release` is called.
 */
async function serve(): Promise<Served & { outcomes: CardOutcome[]; release: () => void }> {
  const outcomes: CardOutcome[] = [];
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const holding: WorkflowClientInterceptor = {
    start: async (input, next) => {
      await released;
      return await next(input);
    },
  };
  const client = connectTemporal({ TEMPORAL_ADDRESS: `127.0.0.1:${await silentPort()}` }, [], [holding]);
  const preferences = preferencesWith({ card: { enabled: true, outbound: false, unknown: true } });
  const onCard = (outcome: CardOutcome) => void outcomes.push(outcome);
  const cards = createCardStarter({ client, taskQueue: 'none', preferences, onCard });
  onTestFinished(async () => {
    release();
    await cards.settled();
    await client.connection.close();
  });
  return { ...(await serveApp({ cards })), outcomes, release };
}

const ringing = (changed: Record<string, unknown> = {}) =>
  webhook(
    { event: 'call.created' },
    { started_at: Math.floor(Date.now() / 1000), answered_at: null, ended_at: null, ...changed },
  );

it('a ringing call is acknowledged at once, however slow Temporal is, and starts no logging', async () => {
  const { post, delivered, outcomes, seen, release } = await serve();
  expect(await post(ringing())).toMatchObject({ status: 200, body: { status: 'accepted' } });
  expect(outcomes).toEqual([]);
  expect(seen).toMatchObject([{ event: 'call.created', outcome: 'accepted' }]);
  release();
  await expect.poll(() => outcomes, { timeout: 120_000 }).toEqual(['temporal']);
  expect(delivered).toEqual([]);
});

it('a slow Temporal gets only a few cards at once', async () => {
  const { post, outcomes } = await serve();
  await Promise.all(Array.from({ length: 30 }, (_, at) => post(ringing({ id: at + 1 }))));
  expect(outcomes).toEqual(Array.from({ length: 10 }, () => 'temporal'));
});

it('unreadable data costs the card, but never the webhook', async () => {
  const { post, outcomes } = await serve();
  expect(await post(ringing({ direction: 'sideways' }))).toMatchObject({ status: 200 });
  expect(outcomes).toEqual(['unreadable']);
});

it.each(['call.answered', 'call.hungup', 'call.ended'])('a call gets no card after %s', async (event) => {
  const { post, outcomes } = await serve();
  await post(webhook({ event }));
  await post(ringing());
  expect(outcomes).toEqual(['over']);
});

it.each([
  ['9000111', 9_000_111],
  [9_000_111, '9000111'],
  ['9000111', '9000111'],
])('a call gets no card after its answer if its id is %j there and %j here', async (answered, created) => {
  const { post, outcomes } = await serve();
  await post(webhook({ event: 'call.answered' }, { id: answered }));
  await post(ringing({ id: created }));
  expect(outcomes).toEqual(['over']);
});

it('a wrong token starts no card, and another ringing event does not prevent one', async () => {
  const { post, outcomes } = await serve();
  expect(await post({ ...ringing(), token: 'wrong' })).toMatchObject({ status: 401 });
  await post(webhook({ event: 'call.ringing_on_agent' }));
  await post(ringing());
  expect(outcomes).toEqual([]);
});
