import { expect, test } from 'vitest';
import type { FrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import { importMessage } from './import-message.ts';
import { startFront } from './start-front.ts';

async function readPage(front: FrontSimulator, query = ''): Promise<string> {
  const response = await fetch(`${front.url}/?${query}`);
  expect(response.headers.get('content-type')).toContain('text/html');
  return await response.text();
}

const region = (page: string, tag: string) => new RegExp(`<${tag} [^]*</${tag}>`).exec(page)?.[0] ?? '';

test('shows the inboxes with their open counts, and the conversations', async () => {
  const front = await startFront();
  const { id } = await importMessage(front, { subject: 'Voicemail – Support' }, { thread_ref: 'a' });
  await importMessage(front, { subject: 'Old call' }, { thread_ref: 'b', is_archived: true });
  front.state.assign(id, 'alt:email:anna.agent@example.com');
  const page = await readPage(front);
  expect(region(page, 'nav')).toContain('aria-label="Aircall Phone, 1 open"');
  expect(region(page, 'nav')).toContain('aria-label="Sales, 0 open"');
  const list = region(page, 'section');
  for (const text of ['Ada Caller', 'Voicemail – Support', 'assigned to Anna Agent', 'Old call', 'Archived', '<time']) {
    expect(list).toContain(text);
  }
  const archived = region(await readPage(front, 'show=archived'), 'section');
  expect(archived).toContain('Old call');
  expect(archived).not.toContain('Voicemail – Support');
  const sales = await readPage(front, `inbox=${front.state.inboxes[3]?.id}`);
  expect(region(sales, 'section')).toContain('Nothing here yet');
});

test('shows the selected conversation with entries and comments by time, authors, tags and links', async () => {
  const front = await startFront();
  const sender = { handle: '+33186651010', author_id: front.state.teammates[1]?.id };
  const nowSeconds = Math.floor(Date.now() / 1000);
  const first = { body: 'He rang', created_at: nowSeconds - 100, tags: ['billing'] };
  const { id } = await importMessage(front, first, { thread_ref: 'a' });
  front.state.addComment(id, 'alt:email:anna.agent@example.com', 'I call him back');
  const second = { sender, body: 'Recording: https://media.example/a.mp3.', created_at: nowSeconds + 100 };
  await importMessage(front, { ...second, to: ['+33612345678'], conversation_id: id }, { is_inbound: false });
  front.state.conversation(id)?.links.push({ id: 'top_1', name: 'The caller', externalUrl: 'https://c.example/1' });
  const page = region(await readPage(front, `conversation=${id}`), 'main');
  const texts = ['He rang', 'I call him back', 'Recording:'];
  expect(texts.map((text) => page.indexOf(text))).toEqual(
    texts.map((text) => page.indexOf(text)).toSorted((a, b) => a - b),
  );
  for (const text of [
    'Ada Caller',
    'Anna Agent',
    'Ben Backup',
    'Inbound',
    'Outbound',
    'Comment',
    'billing',
    'Archive',
  ]) {
    expect(page).toContain(text);
  }
  expect(page).toContain('<a href="https://media.example/a.mp3" target="_blank" rel="noopener noreferrer">');
  expect(page).toContain('<a href="https://c.example/1" target="_blank"');
});

test('shows hostile names, subjects, bodies, tags and links as text', async () => {
  const attack = `"><script>alert(1)</script><img src=x onerror='alert(1)'>`;
  const front = await startFront({ inboxes: [{ name: attack }], tags: [{ name: attack }] });
  const change = { sender: { handle: attack, name: attack }, subject: attack, body: `https://x.example/${attack}` };
  const { id, links } = await importMessage(front, { ...change, tags: [attack] });
  links.push({ id: 'top_1', name: attack, externalUrl: 'javascript:alert(1)' });
  front.state.addComment(id, 'alt:email:anna.agent@example.com', attack);
  const response = await fetch(`${front.url}/?conversation=${id}&inbox=${encodeURIComponent(attack)}`);
  const page = await response.text();
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page.match(/<(script|img)[^>]*>/g)).toEqual(['<script src="/_sim/page.js" defer>']);
  expect(page).not.toMatch(/href="javascript:/);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
});

test('lets a person archive and reopen with a button, and stay on the page', async () => {
  const front = await startFront();
  const { id } = await importMessage(front);
  const selected = `inbox=${front.state.inboxes[0]?.id}&conversation=${id}`;
  for (const [action, status, next] of [
    ['archive', 'archived', 'Reopen'],
    ['reopen', 'unassigned', 'Archive'],
  ] as const) {
    const shown = region(await readPage(front, selected), 'form');
    expect(shown).toContain(`action="/_sim/conversations/${id}/${action}"`);
    const back = /name="back" value="([^"]*)"/.exec(shown)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const form = { method: 'POST', body: new URLSearchParams({ back }), redirect: 'manual' as const };
    const answer = await fetch(`${front.url}/_sim/conversations/${id}/${action}`, form);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/?${selected}`]);
    expect(front.state.conversation(id)?.status).toBe(status);
    expect(region(await readPage(front, selected), 'form')).toContain(next);
  }
});

test('keeps forms on the site, shows the survivor of an old selection, and serves its script and style', async () => {
  const front = await startFront({ appUrl: 'http://127.0.0.1:3000/' });
  const one = await importMessage(front, { subject: 'one' }, { thread_ref: 'a' });
  const two = await importMessage(front, { subject: 'two' }, { thread_ref: 'b' });
  const form = new URLSearchParams({ back: '//evil.example/' });
  const answer = await fetch(`${front.url}/_sim/conversations/${one.id}/archive`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  expect(answer.headers.get('location')).toMatch(/^\/\?/);
  front.state.mergeConversations(one.id, two.id);
  const page = await readPage(front, `conversation=${one.id}`);
  expect(region(page, 'main')).toContain('<h2 id="subject">two</h2>');
  expect(page).toContain('href="http://127.0.0.1:3000/"');
  for (const [file, type] of [
    ['page.css', 'text/css'],
    ['page.js', 'text/javascript'],
  ] as const) {
    const asset = await fetch(`${front.url}/_sim/${file}`);
    expect(asset.headers.get('content-type')).toContain(type);
  }
});
