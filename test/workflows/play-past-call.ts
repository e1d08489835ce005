import type { AircallSimulator } from '../../simulators/aircall/start-aircall-simulator.ts';

type Script = Parameters<AircallSimulator['play']>[0];

/** A call that is over and that no webhook reports. @returns its id */
export async function playPastCall(aircall: AircallSimulator, script: Partial<Script> & { startedAtSeconds: number }) {
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
