import { type Command, InvalidArgumentError, Option } from 'commander';

const languages = ['en', 'fr'] as const;

interface Flags {
  language: (typeof languages)[number];
  once: boolean;
  pagePort: number | null;
  uiPort: number | null;
}

const examples = `
Examples:
  callthread demo
  callthread demo --once --language fr`;

/** `callthread demo`: the whole product on this machine, without accounts. */
export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('play a morning of calls on this machine, with simulated Aircall and Front')
    .addOption(new Option('--language <language>', 'of the entries in Front').choices(languages).default('en'))
    .option('--once', 'exit once every call is logged: 0 if all are correct, else 1 and the differences', false)
    .addOption(portOption('--page-port <port>', 'port of the inbox page'))
    .addOption(portOption('--ui-port <port>', "port of Temporal's Web UI"))
    .addHelpText('after', examples)
    .action(async (flags: Flags) => {
      // Loaded on demand: a service has no use for simulators.
      const { runDemo } = await import('../../../demo/run-demo.ts');
      try {
        process.exitCode = await runDemo(flags);
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        process.exitCode = 1;
      }
      // A server abandoned while starting or building would keep the process alive.
      setTimeout(() => process.exit(), 1_000).unref();
    });
}

function portOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(toPort).default(null, 'a free port');
}

function toPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new InvalidArgumentError('Use a port from 1 to 65535.');
  return port;
}
