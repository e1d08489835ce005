import type { AircallSimulator } from '../../simulators/aircall/start-aircall-simulator.ts';

type Script = Parameters<AircallSimulator['play']>[0];

type PastScript = Partial<Script> & { startedAtSeconds: number };

/** A call that is over and that no webhook reports. @returns its id */
export async function playPastCall(aircall: AircallSimulator, script: PastScript) {
  const id = await aircall.play({
    direction: 'inbound',
    caller: '+44 20 7946 5000',
    line: 50001,
    ringSeconds: 5,
    eventsSent: { drop: ['*'] },
    ...script,
  });
  await aircall.endOf(id);
  return id;
}

/** So many of them at once. */
export async function playPastCalls(aircall: AircallSimulator, count: number, script: PastScript): Promise<void> {
  const id = await playPastCall(aircall, script);
  const { calls } = aircall.state;
  const one = calls.get(id);
  if (one === undefined) throw new Error('the call is not there');
  for (let n = 1; n < count; n += 1) calls.set(id * 100_000 + n, { ...one, id: id * 100_000 + n });
}
