import type { Town } from '../e2e/town.ts';

/** The last line's inbox is not there: its calls wait for a person. */
export const townYaml = `
voicemail: { delay: 1s, settle: 1s }
lines: { "+442079460102": { inbox: Nowhere } }
tags: { Billing: billing }
rules:
  - { on: comment, contains: Test, tag: Follow-up, untagOnArchive: true }
`;

/** A busy machine takes its time. */
const patienceMs = 240_000;

/**
 * Has Aircall report a few calls.
 * @param strangers new callers, who call the line whose inbox does not exist
 * @returns their ids, once they have come as far as they can; the first has audio
 */
export async function playSomeCalls(town: Town, url: string, caller: string, strangers: string[]): Promise<number[]> {
  const { aircall, environment } = town;
  aircall.state.webhooks.clear();
  aircall.addWebhook({ url: `${url}/webhooks/aircall`, token: environment['AIRCALL_WEBHOOK_TOKEN'] ?? '' });
  const startedAtSeconds = Math.floor(Date.now() / 1000) - 100;
  const common = {
    direction: 'inbound',
    caller,
    agent: 70001,
    startedAtSeconds,
    ringSeconds: 3,
    talkSeconds: 60,
  } as const;
  const logged = await aircall.play({ ...common, line: 50001, recording: { availableAfterMs: 0 } });
  const parked = await Promise.all(
    strangers.map((stranger) => aircall.play({ ...common, caller: stranger, line: 50002 })),
  );
  await Promise.all([logged, ...parked].map((id) => aircall.endOf(id)));
  await town.stateOf(logged, ({ state }) => state === 'done', patienceMs);
  for (const id of parked) await town.stateOf(id, ({ state }) => state === 'parked', patienceMs);
  return [logged, ...parked];
}
