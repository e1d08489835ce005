import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import {
  type Answer,
  answerParked,
  answerRun,
  countParked,
  listParked,
  readRunState,
} from '../../adapters/temporal/parked-runs.ts';
import { callWorkflowId } from '../../domain/ids.ts';
import { CommandError } from '../terminal/errors.ts';
import { drawBar, progressLine } from '../terminal/progress.ts';
import { askPerson } from '../terminal/prompt.ts';
import { withTemporal } from '../terminal/temporal.ts';

interface Flags {
  inbox?: string;
  all: boolean;
  failure?: string;
  yes: boolean;
}

const retryExamples = `
A call is named by its Aircall id. It goes on from the step that failed; what is done is not done again.

Examples:
  callthread retry 812345678
  callthread retry 812345678 --inbox Support
  callthread retry --all --failure FrontUnauthorized`;

const skipExamples = `
What is in Front already stays there, and later events of the call are ignored.

Examples:
  callthread skip 812345678
  callthread skip --all --failure FrontRejected`;

/** `callthread retry` and `callthread skip`: what a person answers to parked calls. */
export function addParkedCommands(program: Command): void {
  addCommand(program, 'retry', 'try parked calls again', retryExamples).option(
    '--inbox <inbox>',
    'use this inbox instead: a name or an inb_ id',
  );
  addCommand(program, 'skip', 'give parked calls up', skipExamples);
}

function addCommand(program: Command, kind: Answer['kind'], description: string, examples: string): Command {
  return program
    .command(kind)
    .description(description)
    .argument('[call]', "Aircall's id of the call")
    .option('--all', `${kind} all that are parked`, false)
    .option('--failure <type>', 'with --all: those with this failure, as FrontUnauthorized')
    .option('--yes', 'with --all: do not ask first', false)
    .addHelpText('after', examples)
    .action(async (call: string | undefined, flags: Flags) => {
      checkUse(kind, call, flags);
      const workflowId = call === undefined ? null : toWorkflowId(call);
      const answer = toAnswer(kind, flags);
      await withTemporal(process.env, async (client) => {
        if (workflowId !== null) await answerOne(client, workflowId, answer);
        else await answerAll(client, answer, { ...flags });
      });
    });
}

function checkUse(kind: string, call: string | undefined, { all, failure, inbox }: Flags): void {
  const misuse =
    (call === undefined) === !all
      ? `callthread ${kind}: name a call, or say --all.`
      : failure !== undefined && !all
        ? `--failure goes with --all.`
        : failure !== undefined && !/^\w+$/.test(failure)
          ? `--failure: "${failure}" is not a type of failure. Write one as FrontUnauthorized; docs/operations.md has them.`
          : inbox === ''
            ? `--inbox is empty. Write the name of an inbox, or its inb_ id.`
            : null;
  if (misuse !== null) throw new CommandError(misuse, 2);
}

function toAnswer(kind: Answer['kind'], { inbox }: Flags): Answer {
  return kind === 'skip' ? { kind } : { kind, correction: inbox === undefined ? {} : { inbox } };
}

/** Other workflows that may be parked are named as Temporal names them. */
const otherIds = /^(?:call|archive|backfill)-\S+$/;

/** Retries or skips one call. @throws {CommandError} when there is none, or nothing is to be retried */
async function answerOne(client: Client, workflowId: string, answer: Answer): Promise<void> {
  const run = await readRunState(client, workflowId);
  if (run === null) {
    throw new CommandError(
      `Temporal knows no ${workflowId} in namespace ${client.options.namespace}. See that the call's id is right: it is Aircall's; ` +
        `if it is, no webhook has told of it ("callthread reconcile" looks for it), or it has been done for longer than Temporal keeps it.`,
    );
  }
  if (!run.running)
    throw new CommandError(`${workflowId} is over (${run.state ?? 'closed'}): nothing is left to ${answer.kind}.`);
  if (answer.kind === 'retry' && run.state !== 'parked') {
    throw new CommandError(
      `${workflowId} is not parked (it is ${run.state ?? 'running'}): nothing is to be tried again.`,
    );
  }
  if (!(await answerRun(client, run, answer))) throw new CommandError(`${workflowId} has closed meanwhile.`);
  const was = run.failure === null ? '' : ` (it was parked for ${run.failure})`;
  console.log(`${workflowId} ${answer.kind === 'retry' ? 'tries again' : 'is skipped'}${was}.`);
}

/**
 * @param written Aircall's id of a call, or a workflow's id
 * @throws {CommandError} when it is neither
 */
function toWorkflowId(written: string): string {
  if (/^[1-9]\d{0,15}$/.test(written)) return callWorkflowId(Number(written));
  if (otherIds.test(written)) return written;
  throw new CommandError(
    `"${written}" is not a call. Write Aircall's id of it, in digits: callthread retry 812345678`,
    2,
  );
}

/** So many at once: Temporal answers each within milliseconds. */
const atOnce = 10;

interface Options {
  failure?: string;
  yes: boolean;
}

/** Retries or skips all that are parked, after asking; one that is no longer parked is passed over. */
async function answerAll(client: Client, answer: Answer, { failure, yes }: Options): Promise<void> {
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
