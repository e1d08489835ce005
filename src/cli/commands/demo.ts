import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Language, languages } from '../../texts/texts.ts';

interface Flags {
  language: Language;
  once: boolean;
  pagePort: number | null;
  uiPort: number | null;
}

const examples = `
Examples:
  callthread demo
  callthread demo --once --language fr`;

/** `callthread demo`: everything on this machine, without an account anywhere. */
export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('play a morning of calls on this machine: stand-ins of Aircall and Front, Temporal, and the service')
    .addOption(new Option('--language <language>', 'of what is written into Front').choices(languages).default('en'))
    .option('--once', 'end when every call has arrived: exit code 0, or 1 and what differs', false)
    .addOption(portOption('--page-port <port>', 'port of the inbox page'))
    .addOption(portOption('--ui-port <port>', "port of Temporal's Web UI"))
    .addHelpText('after', examples)
    .action(async (flags: Flags) => {
      // Loaded here alone: the stand-ins have no place in a service, nor has what they need.
      const { runDemo } = await import('../../../demo/run-demo.ts');
      try {
        process.exitCode = await runDemo(flags);
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        process.exitCode = 1;
      }
      // A server that was given up while it was being started or built would keep the process alive.
      setTimeout(() => process.exit(), 1_000).unref();
    });
}

function portOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(toPort).default(null, 'a free one');
}

function toPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new InvalidArgumentError('Write a port, 1 to 65535.');
  return port;
}
