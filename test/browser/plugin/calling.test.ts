import { expect, test } from 'vitest';
import { conversationWith } from './front-context.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const number = '+44 20 7946 0900';

test('Call fills in the number on the agent’s phone', async () => {
  const served = await stage.serve();
  const { frame, send } = await stage.open(served);
  await send(conversationWith('Casey Caller', [number]));
  await frame.getByRole('button', { name: `Call ${number}` }).click();
  await frame.getByText('The number is on your Aircall phone: press call there.').waitFor();
  expect(served.aircall.state.dials).toMatchObject([
    { kind: 'dial', userId: 70001, to: '+442079460900', numberId: null },
  ]);
});

test('with a line chosen, Call starts the call at once', async () => {
  const served = await stage.serve();
  const { frame, send } = await stage.open(served);
  await send(conversationWith('Casey Caller', [number]));
  await frame.getByLabel('Call from').selectOption({ label: 'Support FR (+33186651010)' });
  await frame.getByRole('button', { name: `Call ${number}` }).click();
  await frame.getByText('Calling from Support FR').waitFor();
  expect(served.aircall.state.dials).toMatchObject([{ kind: 'call', to: '+442079460900', numberId: 50003 }]);
});

test('the next visit starts with the line chosen last, if the browser keeps it', async () => {
  const { frame, page, send } = await stage.open(await stage.serve(), { sameSite: true });
  await send(conversationWith('Casey Caller', [number]));
  await frame.getByLabel('Call from').selectOption({ label: 'Support FR (+33186651010)' });
  await page.reload();
  await send(conversationWith('Casey Caller', [number]));
  const reloaded = page.frameLocator('iframe');
  await reloaded.getByText('The call starts on your Aircall phone as soon as you press Call.').waitFor();
  expect(await reloaded.getByLabel('Call from').inputValue()).toBe('50003');
});

test('an offline agent learns why the call fails and what to do', async () => {
  const served = await stage.serve();
  const agent = served.aircall.state.users.get(70001);
  if (agent !== undefined) agent.availability = 'offline';
  const { frame, send } = await stage.open(served);
  await send(conversationWith('Casey Caller', [number]));
  await frame.getByRole('button', { name: `Call ${number}` }).click();
  await frame.getByRole('alert').getByText('You are offline in Aircall. Open Aircall').waitFor();
  expect(served.aircall.state.dials).toEqual([]);
});

test('a teammate without an agent, and an agent without a line, learn whom to ask', async () => {
  const users = [
    { id: 1, name: 'Ada', email: 'ada@example.com', numberIds: [] },
    { id: 2, name: 'Bob', email: 'bob@example.com' },
  ];
  const served = await stage.serve({ aircall: { seeds: { users } } });
  for (const [email, words] of [
    ['nobody@example.com', 'No Aircall agent has your e-mail address'],
    ['ada@example.com', 'No Aircall line is assigned to you'],
  ] as const) {
    const { frame, send } = await stage.open(served);
    await send({ ...conversationWith('Casey Caller', [number]), teammate: { id: email, email } });
    await frame.getByRole('alert').getByText(words).waitFor();
    expect(await frame.getByRole('button', { name: /^Call / }).count()).toBe(0);
  }
});

test('without a database, calling works and the history says what it needs', async () => {
  const served = await stage.serve({ deps: { ledger: null } });
  const { frame, send } = await stage.open(served);
  await send(conversationWith('Casey Caller', [number]));
  await frame.getByText('Your administrator can set DATABASE_URL').waitFor();
  await frame.getByRole('button', { name: `Call ${number}` }).click();
  await frame.getByText('The number is on your Aircall phone').waitFor();
  expect(served.aircall.state.dials).toHaveLength(1);
});
