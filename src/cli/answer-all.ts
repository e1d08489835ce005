import type { Client } from '@temporalio/client';
import { type Answer, answerParked, countParked, listParked } from '../adapters/temporal/parked-runs.ts';
import { askPerson } from './ask-person.ts';
import { CommandError } from './command-error.ts';
import { drawBar, progressLine } from './progress-line.ts';

/** So many at once: Temporal answers each within milliseconds. */
const atOnce = 10;

interface Options {
  failure?: string;
  yes: boolean;
}

/** Retries or skips all that are parked, after asking; one that is no longer parked is passed over. */
export async function answerAll(client: Client, answer: Answer, { failure, yes }: Options): Promise<void> {
  const which = failure === undefined ? {} : { failure };
  const count = await countParked(client, which);
  const those = `${count} parked ${count === 1 ? 'call' : 'calls'}${failure === undefined ? '' : ` with ${failure}`}`;
  if (count === 0) {
    console.log(`No call is parked${failure === undefined ? '' : ` with ${failure}`}.`);
    return;
  }
  if (!yes && !(await agreed(answer, those))) {
    console.log(`None of them: nothing was done.`);
    return;
  }
  const line = progressLine(process.stdout);
  const ids = listParked(client, which);
  let answered = 0;
  let passedOver = 0;
  const work = async (): Promise<void> => {
    for await (const workflowId of ids) {
      if (await answerParked(client, workflowId, answer, which)) answered += 1;
      else passedOver += 1;
      const done = answered + passedOver;
      line.show(`${drawBar(done, Math.max(count, done))} ${done}/${Math.max(count, done)}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  line.end();
  const rest = passedOver === 0 ? '' : `, ${passedOver} passed over: no longer parked`;
  console.log(`${answered} ${answer.kind === 'retry' ? 'try again' : 'skipped'}${rest}.`);
}

/** What cannot be taken back is never done unasked. */
async function agreed({ kind }: Answer, those: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    if (kind === 'retry') return true;
    throw new CommandError(`${those}: add --yes to skip them all. They will not be tried again.`, 2);
  }
  return await askPerson(`${kind === 'retry' ? 'Retry' : 'Skip'} ${those}?`, process.stdout);
}
