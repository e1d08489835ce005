import { expect, test } from 'vitest';
import { pricePart } from '../../bench/price/price-part.ts';
import { printResult } from '../../bench/print-result.ts';
import { runPart } from '../../bench/run-part.ts';

/** Time enough to log a call and its comment on a machine that does other things. */
const sizes: Record<string, number> = { 'delay-seconds': 30 };
/** Of actions, those that do not depend on the machine: an activity that takes long has a heartbeat more every few seconds. */
const columns = ['Front requests', 'Aircall requests', 'actions', 'heartbeats', 'activities', 'timers'];

test('a call costs what the documentation says, in the simulators and in the histories', async () => {
  const result = await runPart(pricePart, { report: () => {}, sizeOf: (what, usual) => sizes[what] ?? usual });
  console.log(printResult(result));

  const [prices] = result.tables;
  const counts = Object.fromEntries(
    (prices?.rows ?? []).map(({ name, cells }) => {
      const of = (column: string): number => Number(cells[prices?.columns.indexOf(column) ?? -1]);
      const [front, aircall, actions = 0, heartbeats = 0, ...others] = columns.map(of);
      return [name, [front, aircall, actions - heartbeats, ...others]];
    }),
  );
  expect(counts).toEqual({
    'new caller, answered, recording, comment': [8, 0, 12, 4, 2],
    'known caller, answered, recording, comment': [6, 0, 12, 4, 2],
    'known caller, answered by another agent': [7, 0, 13, 5, 2],
    'known caller, every webhook that comes of it': [6, 0, 12, 4, 2],
    'known caller, ten webhooks instead of one': [6, 0, 12, 4, 2],
    'known caller, answered, nothing else': [5, 0, 10, 3, 2],
    'known caller, missed': [3, 1, 12, 4, 2],
    'known caller, voicemail': [6, 0, 14, 5, 2],
  });
  const missed = result.checks.filter(
    ({ what, value, limit, rule }) => /requests/.test(what) && (rule === 'at most' ? value > limit : value < limit),
  );
  expect(missed).toEqual([]);
});
