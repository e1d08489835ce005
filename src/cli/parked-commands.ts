import type { Command } from 'commander';
import type { Answer } from '../adapters/temporal/parked-runs.ts';
import { answerAll } from './answer-all.ts';
import { answerOne, toWorkflowId } from './answer-one.ts';
import { CommandError } from './command-error.ts';
import { withTemporal } from './with-temporal.ts';

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
