import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnTied } from '../../simulators/programs/spawn-tied.ts';
import type { BenchPart, Check, Row } from '../bench-part.ts';
import { residentMemory } from '../stage/resident-memory.ts';
import { startCallthread } from '../stage/start-service.ts';
import { withOpened } from '../stage/with-opened.ts';
import { openWaitingStage } from '../waiting/waiting-stage.ts';

/** The aims, MB, with the built program. */
const maxIdle = { start: 480, worker: 230, api: 150 } as const;
const maxForThousandCalls = 150;
const maxStartSeconds = 5;
/** Nothing listens there: traces are made and lost. */
const noCollector = 'http://127.0.0.1:9';

/** What an idle process takes, piece by piece, and what 1,000 calls inside their three minutes add to it. */
export const memoryPart: BenchPart = {
  name: 'memory',
  about:
    'The memory of idle processes and their start, and what waiting calls add to it, as `ps` reports it (resident, child processes included).',
  async run({ report, sizeOf }) {
    const calls = sizeOf('calls', 1000);
    return await withOpened(async (keep) => {
      report('starting');
      const { stage, temporal, fill } = await openWaitingStage();
      keep(stage, (opened) => opened.close());
      const data = keep(await mkdtemp(join(tmpdir(), 'callthread-bench-')), (folder) =>
        rm(folder, { recursive: true }),
      );
      const own = { ...stage.environment, CALLTHREAD_DATA: data };

      const rows: Row[] = [{ name: 'Node.js with an empty program', cells: [await emptyNode(), null] }];
      const checks: Check[] = [];
      async function measure(
        name: string,
        command: keyof typeof maxIdle,
        more: Record<string, string> = {},
      ): Promise<void> {
        report(name);
        const began = performance.now();
        const process = await startCallthread(
          command,
          { ...own, ...more },
          command === 'worker' ? 'healthz' : 'readyz',
        );
        const seconds = (performance.now() - began) / 1000;
        try {
          const [idle = 0] = await residentMemory([process.pid]);
          rows.push({ name, cells: [idle, seconds] });
          if (Object.keys(more).length > 0) return;
          checks.push({ what: `MB of ${name}`, value: idle, rule: 'at most', limit: maxIdle[command] });
          checks.push({
            what: `seconds until ${name} is ready`,
            value: seconds,
            rule: 'at most',
            limit: maxStartSeconds,
          });
        } finally {
          await process.stop();
        }
      }
      await measure('callthread api', 'api');
      await measure('callthread worker', 'worker');
      await measure('callthread worker, with traces', 'worker', { OTEL_EXPORTER_OTLP_ENDPOINT: noCollector });
      await measure('callthread start, first time', 'start');
      await measure('callthread start, again', 'start');

      report('waiting calls');
      const service = keep(await startCallthread('start', own, 'readyz'), (started) => started.stop());
      const [before = 0] = await residentMemory([service.pid]);
      await fill(service.url, calls, report);
      const [filled = 0] = await residentMemory([service.pid]);
      rows.push({ name: `callthread start, ${calls} waiting calls`, cells: [filled, null] });
      checks.push({
        what: `MB that ${calls} waiting calls add`,
        value: filled - before,
        rule: 'at most',
        limit: maxForThousandCalls,
      });
      return {
        facts: { Temporal: temporal.named },
        tables: [{ title: '', of: 'process', columns: ['MB', 'seconds until ready'], compared: 'MB', rows }],
        checks,
      };
    });
  },
};

async function emptyNode(): Promise<number> {
  const empty = spawnTied(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)']);
  if (empty.child.stdout) await once(empty.child.stdout, 'data');
  const [memory = 0] = await residentMemory([empty.child.pid ?? 0]);
  empty.kill('SIGKILL');
  await empty.ended;
  return memory;
}
