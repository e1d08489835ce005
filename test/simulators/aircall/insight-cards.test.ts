import { expect, it } from 'vitest';
import { answered, openSimulator } from './open-simulator.ts';

const title = { type: 'title', text: 'Cara', link: 'https://app.frontapp.com/open/cnv_1' };
const row = { type: 'shortText', label: 'Owner', text: 'Grace' };

it('shows the cards of a call on the page, with the names of callers as text', async () => {
  const { simulator, request } = await openSimulator();
  const id = await simulator.play(answered);
  const { status } = await request('POST', `/v1/calls/${id}/insight_cards`, {
    contents: [title, { ...row, text: '<b>' }],
  });
  expect(status).toBe(201);
  expect(simulator.state.insightCards).toMatchObject([{ callId: id, contents: [title, { ...row, text: '<b>' }] }]);
  const page = await (await fetch(simulator.url)).text();
  expect(page).toContain('<a href="https://app.frontapp.com/open/cnv_1">Cara</a>');
  expect(page).toContain('<dt>Owner</dt><dd>&lt;b&gt;</dd>');
});

it.each([
  ['no body', undefined],
  ['no contents', {}],
  ['empty contents', { contents: [] }],
  ['another type', { contents: [{ type: 'link', link: 'https://example.com' }] }],
  ['a row without a label', { contents: [{ type: 'shortText', text: 'x' }] }],
  ['an empty text', { contents: [{ ...row, text: '' }] }],
  ['an unknown key', { contents: [{ ...title, colour: 'red' }] }],
  ['an invalid link', { contents: [{ ...title, link: 'javascript:alert(1)' }] }],
])('refuses a card with %s', async (_what, body) => {
  const { simulator, request } = await openSimulator();
  const id = await simulator.play(answered);
  expect((await request('POST', `/v1/calls/${id}/insight_cards`, body)).status).toBe(400);
  expect(simulator.state.insightCards).toEqual([]);
});

it('has no card for a call that does not exist', async () => {
  const { request } = await openSimulator();
  expect((await request('POST', '/v1/calls/1/insight_cards', { contents: [title] })).status).toBe(404);
});
