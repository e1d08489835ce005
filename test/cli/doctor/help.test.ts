import { Command } from 'commander';
import { expect, it } from 'vitest';
import { addCompletionCommand } from '../../../src/cli/completion-command.ts';
import { addDoctorCommand } from '../../../src/cli/doctor-command.ts';
import { addStatusCommand } from '../../../src/cli/status-command.ts';
import { addWebhooksCommand } from '../../../src/cli/webhooks-command.ts';

const program = new Command('callthread');
for (const add of [addDoctorCommand, addStatusCommand, addWebhooksCommand, addCompletionCommand]) add(program);

it.each([['doctor'], ['status'], ['webhooks register'], ['webhooks list'], ['webhooks remove'], ['completion']])(
  'help of %s has examples',
  (path) => {
    let told = '';
    const command = path
      .split(' ')
      .reduce((at, name) => at.commands.find((each) => each.name() === name) ?? at, program)
      .configureOutput({ writeOut: (text) => (told += text) });
    command.outputHelp();
    expect(told).toMatch(/^Usage: callthread /);
    expect(told).toMatch(/Examples?:\n/);
    expect(told.slice(told.search(/Examples?:\n/))).toContain(`callthread ${path}`);
  },
);
