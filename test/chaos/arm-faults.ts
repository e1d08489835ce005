import type { Fault, Faults } from '../../simulators/kit/faults.ts';
import { numberFor } from './draw.ts';

/** Slow, but within the service's time limits for Front. */
const lateMs = 5_300;
/** Beyond its limit for Aircall, which is only read. */
const lateAircallMs = 8_500;

const statuses = [500, 502, 503];
const shortly = { 'retry-after': '1' };

/** Every kind of fault for every kind of request; together they strike about one request in eight. */
export function armFaults(seed: number, { front, aircall }: { front: Faults; aircall: Faults }): void {
  const both: Fault[] = [
    ...statuses.map((status): Fault => ({ path: '', kind: 'status', status, probability: 0.012 })),
    ...statuses.map((status): Fault => ({ path: '', kind: 'status-after', status, probability: 0.012 })),
    { path: '', kind: 'status', status: 429, headers: shortly, probability: 0.004 },
    { path: '', kind: 'status', status: 429, headers: { ...shortly, 'x-front-tier': '2' }, probability: 0.006 },
    { path: '', kind: 'cut-before', probability: 0.02 },
    { path: '', kind: 'cut-after', probability: 0.02 },
  ];
  const arm = (vendor: string, faults: Faults, delayMs: number): void => {
    for (const [index, fault] of [...both, late(delayMs)].entries()) {
      faults.add({ ...fault, seed: numberFor(seed, vendor, 'fault', index) });
    }
  };
  arm('front', front, lateMs);
  arm('aircall', aircall, lateAircallMs);
}

function late(delayMs: number): Fault {
  return { path: '', kind: 'delay', delayMs, probability: 0.008 };
}
