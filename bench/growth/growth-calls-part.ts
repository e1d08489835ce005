import type { BenchPart, BenchRun } from '../bench-part.ts';
import { callerOf, type MakeBody, modelBody } from '../stage/call-bodies.ts';
import { type InstantFront, startInstantFront } from '../stage/instant-front.ts';
import { manyLines } from '../stage/many-lines.ts';
import { openStage, type Stage } from '../stage/open-stage.ts';
import { openTemporal } from '../stage/open-temporal.ts';
import { startCallthread } from '../stage/start-service.ts';
import { type Keep, withOpened } from '../stage/with-opened.ts';
import { fillWithCalls } from './fill-with-calls.ts';
import { growthColumns, growthRows } from './growth-table.ts';
import { type OneMore, oneMoreCall } from './one-more-call.ts';

const lines = manyLines(100);
const yaml = `voicemail: { delay: 10s, settle: 1s }\nfront: { requestsPerMinute: 1000000 }\n${lines.yaml}`;
const few = 100;

interface Company {
  name: string;
  stage: Stage<InstantFront>;
  serviceUrl: string;
  makeBody: MakeBody;
  nextId: number;
  calls: OneMore[];
}

/** Real calls, all of them, of up to ten thousand callers. */
export const growthCallsPart: BenchPart = {
  name: 'growth-calls',
  about:
    'What the next call of a known caller costs, and how long it takes to Front, after a hundred calls and after many; two services, each with a Temporal server and a ledger of its own, called in turn.',
  async run({ report, sizeOf }) {
    const most = sizeOf('calls', 10_000);
    const rounds = sizeOf('pairs', 8);
    return await withOpened(async (keep) => {
      const companies: Company[] = [];
      for (const count of [few, most]) companies.push(await openCompany(count, keep, report));
      const inTurn = async (company: Company): Promise<OneMore> => {
        const { stage, serviceUrl, makeBody } = company;
        const id = company.nextId;
        company.nextId += 1;
        return await oneMoreCall(stage, {
          serviceUrl,
          id,
          body: makeBody({ id, caller: callerOf(0), lineId: lines.numbers[0]?.id ?? 0 }),
          requests: () => stage.front.requests,
          arrivedAtMs: () => stage.front.memory.arrived.get(id),
        });
      };
      // The first calls after a pause read the cached lists again.
      for (const company of companies) await inTurn(company);
      for (let round = 0; round < rounds; round += 1) {
        report(`round ${round + 1} of ${rounds}`);
        for (const company of round % 2 === 0 ? companies : companies.toReversed()) {
          company.calls.push(await inTurn(company));
        }
      }
      const { rows, checks } = growthRows(companies);
      return {
        facts: { Temporal: companies[0]?.stage.temporal.named ?? '', service: 'callthread start' },
        tables: [{ title: '', of: 'calls before', columns: growthColumns, compared: 'actions', rows }],
        checks,
      };
    });
  },
};

async function openCompany(count: number, keep: Keep, report: BenchRun['report']): Promise<Company> {
  report(`starting the service with ${count} calls`);
  const temporal = await openTemporal('memory');
  const front = await startInstantFront(lines.inboxes);
  const aircall = { seeds: { numbers: lines.numbers } };
  const stage = keep(await openStage({ yaml, front, temporal, aircall }), (opened) => opened.close());
  const service = keep(await startCallthread('start', stage.environment), (started) => started.stop());
  const makeBody = await modelBody(stage.aircall);
  const firstId = 90_000_000;
  const lineIds = lines.numbers.map(({ id }) => id);
  await fillWithCalls({ stage, serviceUrl: service.url, count, report }, (index) =>
    makeBody({ id: firstId + index, caller: callerOf(index), lineId: lineIds[index % lineIds.length] ?? 0 }),
  );
  return {
    name: `${count} calls before`,
    stage,
    serviceUrl: service.url,
    makeBody,
    nextId: firstId + count,
    calls: [],
  };
}
