import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { type Answer, answerAllParked, answerOne, countParked } from '../../adapters/temporal/calls/answer-parked.ts';
import { countParkedFailures } from '../../adapters/temporal/calls/parked-calls.ts';
import { callWorkflowId, isParkableId } from '../../domain/ids.ts';
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
Takes the call's Aircall id. The call continues from the step that failed; completed steps are not repeated.

Examples:
  callthread retry 812345678
  callthread retry 812345678 --inbox Support
  callthread retry --all --failure FrontUnauthorized`;

const skipExamples = `
What is already in Front stays there; later events of the call are ignored.

Examples:
  callthread skip 812345678
  callthread skip --all --failure FrontRejected`;

/** `callthread retry` and `callthread skip`: a person's answers to parked calls. */
export function addParkedCommands(program: Command): void {
  addCommand(program, 'retry', 'retry parked calls', retryExamples).option(
    '--inbox <inbox>',
    'use this inbox instead: a name or an inb_ id',
  );
  addCommand(program, 'skip', 'give up on parked calls', skipExamples);
}

function addCommand(program: Command, kind: Answer['kind'], description: string, examples: string): Command {
  return program
    .command(kind)
    .description(description)
    .argument('[call]', "Aircall's id of the call")
    .option('--all', `${kind} all parked calls`, false)
    .option('--failure <type>', 'with --all: only those with this failure, such as FrontUnauthorized')
    .option('--yes', 'with --all: do not ask first', false)
    .addHelpText('after', examples)
    .action(async (call: string | undefined, flags: Flags) => {
      checkUse(kind, call, flags);
      const workflowId = call === undefined ? null : toWorkflowId(call, kind);
      const answer = toAnswer(kind, flags);
      await withTemporal(process.env, async (client) => {
        if (workflowId !== null) await answerCall(client, workflowId, answer);
        else await answerAll(client, answer, { ...flags });
      });
    });
}

function checkUse(kind: string, call: string | undefined, { all, failure, inbox }: Flags): void {
  const misuse =
    (call === undefined) === !all
      ? `callthread ${kind}: name a call, or pass --all.`
      : failure !== undefined && !all
        ? `--failure requires --all.`
        : failure !== undefined && !/^\w+$/.test(failure)
          ? `--failure: "${failure}" is not a failure type. docs/operations.md lists them, such as FrontUnauthorized.`
          : inbox === ''
            ? `--inbox is empty. Pass the name of an inbox, or its inb_ id.`
            : null;
  if (misuse !== null) throw new CommandError(misuse, 2);
}

function toAnswer(kind: Answer['kind'], { inbox }: Flags): Answer {
  return kind === 'skip' ? { kind } : { kind, correction: inbox === undefined ? {} : { inbox } };
}

/** @throws {CommandError} when there is no such workflow, or nothing to answer */
async function answerCall(client: Client, workflowId: string, answer: Answer): Promise<void> {
  const { outcome, run } = await answerOne(client, workflowId, answer);
  const state = run?.state ?? null;
  switch (outcome) {
    case 'unknown':
      throw new CommandError(
        `Temporal knows no ${workflowId} in namespace ${client.options.namespace}. Check that it is the call's Aircall id. ` +
          `If it is, either no webhook reported the call ("callthread reconcile" finds it) or Temporal no longer keeps it.`,
      );
    case 'closed':
      throw new CommandError(`${workflowId} is closed (${state ?? 'closed'}): nothing to ${answer.kind}.`);
    case 'not parked':
      throw new CommandError(`${workflowId} is not parked (it is ${state ?? 'running'}): nothing to retry.`);
    case 'answered': {
      const was = run?.failure ? ` (it was parked for ${run.failure})` : '';
      console.log(`${workflowId} is ${answer.kind === 'retry' ? 'retried' : 'skipped'}${was}.`);
    }
  }
}

/**
 * @param written a call's Aircall id, or a workflow id
 * @throws {CommandError} when it is neither
 */
function toWorkflowId(written: string, kind: Answer['kind']): string {
  if (/^[1-9]\d{0,15}$/.test(written)) return callWorkflowId(Number(written));
  if (isParkableId(written)) return written;
  throw new CommandError(`"${written}" is not a call. Use its Aircall id, in digits: callthread ${kind} 812345678`, 2);
}

/** Generous: no page waits for it, and a server just back from an outage may be slow. */
const timeoutMs = 30_000;

interface Options {
  failure?: string;
  yes: boolean;
}

/**
 * Retries or skips all parked calls after a confirmation.
 * @throws {CommandError} when none has the failure, but others are parked: it may be misspelt
 */
async function answerAll(client: Client, answer: Answer, { failure, yes }: Options): Promise<void> {
  const which = failure === undefined ? {} : { failure };
  const suffix = failure === undefined ? '' : ` with ${failure}`;
  const count = await countParked(client, which);
  if (count === 0) {
    const others = failure === undefined ? [] : [...(await countParkedFailures(client, timeoutMs))];
    if (others.length > 0) {
      const parked = others.map(([type, calls]) => `${calls} ${type}`).join(', ');
      throw new CommandError(`No call is parked${suffix}. Parked are: ${parked}.`, 2);
    }
    console.log(`No call is parked${suffix}.`);
    return;
  }
  const those = `${count} parked ${count === 1 ? 'call' : 'calls'}${suffix}`;
  if (!yes && !(await confirmed(answer, those))) {
    console.log('Cancelled: no call was changed.');
    return;
  }
  const line = progressLine(process.stdout);
  const { answered, passedOver } = await answerAllParked(client, answer, which, {
    timeoutMs,
    onProgress(sofar) {
      const done = sofar.answered + sofar.passedOver;
      const total = Math.max(count, done);
      line.show(`${drawBar(done, total)} ${done}/${total}`);
    },
  });
  line.end();
  const rest = passedOver === 0 ? '' : `, ${passedOver} no longer parked`;
  console.log(`${answered} ${answer.kind === 'retry' ? 'retried' : 'skipped'}${rest}.`);
}

/** Retrying is harmless, so only skipping needs --yes without a terminal to ask in. */
async function confirmed({ kind }: Answer, those: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    if (kind === 'retry') return true;
    throw new CommandError(`${those}: add --yes to skip them all. They will not be retried.`, 2);
  }
  return await askPerson(`${kind === 'retry' ? 'Retry' : 'Skip'} ${those}?`, process.stdout);
}
