import { expect, test } from 'vitest';
import { clickOn, conversationTo, conversationWith, frontContext } from './front-context.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const number = '+33612345678';

test('the page follows the selection in Front', async () => {
  const { frame, send } = await stage.open(await stage.serve());
  await send(frontContext('noConversation'));
  await frame.getByText('Open a conversation to see its contact’s calls').waitFor();
  await send(conversationWith('Casey Caller', ['+44 20 7946 0900', number]));
  await frame.getByRole('heading', { name: 'Casey Caller' }).waitFor();
  await frame.getByRole('button', { name: 'Call +44 20 7946 0900' }).waitFor();
  await frame.getByRole('button', { name: `Call ${number}` }).waitFor();
  await send(conversationWith('Mailing Only', []));
  await frame.getByText('This contact has no phone number').waitFor();
  expect(await frame.getByRole('button').count()).toBe(0);
  await send(frontContext('multiConversations', { conversations: [] }));
  await frame.getByText('Several conversations are selected').waitFor();
});

test("a conversation without a main recipient shows the others' numbers, and no other handles", async () => {
  const { frame, send } = await stage.open(await stage.serve());
  const handles = [
    { type: 'phone', handle: number },
    { type: 'phone', handle: '+33 6 12 34 56 78' },
    { type: 'custom', handle: '+33199000001' },
    { type: 'custom', handle: '12345678' },
    { type: 'twitter', handle: 'casey' },
  ];
  const contact = { id: 'crd_9', name: 'Second Recipient', handles };
  await send(conversationTo(undefined), [{ handle: 'second@example.com', type: 'email', contact }]);
  await frame.getByRole('button', { name: `Call ${number}` }).waitFor();
  const names = await frame.getByRole('button', { name: /^Call / }).allInnerTexts();
  expect(names.map((name) => name.replace(/\s+/g, ' '))).toEqual([`Call ${number}`, 'Call +33199000001']);
  // Every change of the conversation is a new context, and Front may not list the recipients again.
  await send(conversationTo(undefined, { preferences: { changed: true } }), []);
  expect(await frame.getByRole('button', { name: `Call ${number}` }).count()).toBe(1);
  await frame.page().waitForTimeout(300);
  expect(await frame.getByRole('button', { name: `Call ${number}` }).count()).toBe(1);
});

test('a number clicked in Front is ready to call until something else is open', async () => {
  const served = await stage.serve();
  const { frame, page, send } = await stage.open(served);
  await send(conversationWith('Casey Caller', [number]));
  await frame.getByRole('button', { name: `Call ${number}` }).waitFor();
  const click = clickOn('+44 20 7946 0999');
  await send(conversationWith('Casey Caller', [number], click));
  await frame.getByText('Ready to call').waitFor();
  await page.keyboard.press('Enter');
  await frame.getByText('The number is on your Aircall phone').waitFor();
  expect(served.aircall.state.dials).toMatchObject([{ kind: 'dial', to: '+442079460999' }]);
  await send(conversationWith('Somebody Else', ['+33199000001'], click));
  await frame.getByRole('heading', { name: 'Somebody Else' }).waitFor();
  expect(await frame.getByText('Ready to call').count()).toBe(0);
  await send(conversationWith('Casey Caller', [number], click));
  await frame.getByRole('heading', { name: 'Casey Caller' }).waitFor();
  await frame.getByRole('button', { name: `Call ${number}` }).waitFor();
  expect(await frame.getByText('Ready to call').count()).toBe(0);
  await send(frontContext('noConversation', clickOn('+33199000002')));
  await frame.getByRole('button', { name: 'Call +33199000002' }).waitFor();
});

test('only Front can frame the page, and outside a frame it says where it belongs', async () => {
  const { frame, page } = await stage.open(await stage.serve({ deps: { frameAncestors: ['https://*.frontapp.com'] } }));
  await frame.waitForURL(/chrome-error/);
  expect(frame.url()).not.toContain('/plugin');
  const served = await stage.serve();
  await page.goto(`${served.url}/plugin?auth_secret=front-plugin-secret-0001`);
  await page.getByText('open the plugin in Front’s sidebar').waitFor();
  await page.goto(`${served.url}/plugin?auth_secret=wrong`);
  await page.getByText('ask your administrator to set FRONT_PLUGIN_SECRET').waitFor();
});
