import { Router } from 'express';
import { z } from 'zod';
import { html } from '../../kit/markup.ts';
import type { AircallAccount } from '../aircall-account.ts';
import type { AircallCall, AircallState, InsightCard } from '../aircall-state.ts';
import { refuse } from './refuse.ts';

const Link = z.url({ protocol: /^https?$/ }).optional();
const Text = z.string().min(1);
/** As Aircall's guide to insight cards has it; it names no limit of items or length. */
const Card = z.strictObject({
  contents: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('title'), text: Text, link: Link }),
        z.strictObject({ type: z.literal('shortText'), label: Text, text: Text, link: Link }),
      ]),
    )
    .min(1),
});

/** `POST /v1/calls/:id/insight_cards`: the card that agents see in their window. A second one is shown below the first. */
export function insightCardRoutes({ state }: AircallAccount): Router {
  const routes = Router();
  routes.post('/calls/:id/insight_cards', (request, response) => {
    const callId = Number(request.params.id);
    const parsed = Card.safeParse(request.body);
    if (!state.calls.has(callId)) refuse(response, 404, 'Call not found');
    else if (!parsed.success) refuse(response, 400, z.prettifyError(parsed.error));
    else {
      state.insightCards.push({ callId, contents: parsed.data.contents, atMs: Date.now() });
      response.status(201).end();
    }
  });
  return routes;
}

/** `GET /`: the cards as agents saw them, the newest first. */
export function insightCardPage({ state }: AircallAccount): Router {
  const routes = Router();
  routes.get('/', (_request, response) => {
    response.set({
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    });
    response.type('html').send(renderPage(state));
  });
  return routes;
}

const style = `:root { color-scheme: light dark; } body { margin: 0; padding: 24px; font: 15px/1.45 system-ui, sans-serif;
background: Canvas; color: CanvasText; } main { display: flex; flex-wrap: wrap; gap: 20px; align-items: start; } h1 { font-size: 1.15rem; }
article { width: 320px; border: 1px solid #8886; border-radius: 14px; overflow: hidden; } header { background: #00b388; color: #00261d; padding: 12px 16px; }
header p { margin: 0; } section { padding: 12px 16px; border-top: 1px solid #8886; } h2 { margin: 0 0 8px; font-size: 1.05rem; overflow-wrap: anywhere; }
dl { margin: 0; display: grid; gap: 8px; } dt { opacity: .7; font-size: .82rem; } dd { margin: 0; overflow-wrap: anywhere; }`;

function renderPage(state: AircallState): string {
  const calls = new Map<number, InsightCard[]>();
  for (const card of state.insightCards.toReversed()) calls.set(card.callId, [...(calls.get(card.callId) ?? []), card]);
  const windows = [...calls].flatMap(([callId, cards]) => {
    const call = state.calls.get(callId);
    return call === undefined ? [] : [renderWindow(state, call, cards)];
  });
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="3">
<title>Aircall (simulated)</title><style>${{ markup: style }}</style></head>
<body><h1>Aircall (simulated): what agents saw while it rang</h1>
${windows.length === 0 ? html`<p>No card yet.</p>` : html`<main>${windows}</main>`}
</body></html>`.markup;
}

function renderWindow(state: AircallState, call: AircallCall, cards: InsightCard[]) {
  const line = state.numbers.get(call.numberId)?.name ?? '';
  return html`<article><header><p><strong>${call.direction === 'inbound' ? 'Incoming call' : 'Outgoing call'}</strong> · ${line}</p>
<p>${call.rawDigits ?? ''}</p></header>${cards.map(renderCard)}</article>`;
}

function renderCard({ contents }: InsightCard) {
  const linked = ({ text, link }: InsightCard['contents'][number]) =>
    link === undefined ? text : html`<a href="${link}">${text}</a>`;
  const titles = contents.filter(({ type }) => type === 'title');
  const rows = contents.filter(({ type }) => type === 'shortText');
  return html`<section>${titles.map((item) => html`<h2>${linked(item)}</h2>`)}
<dl>${rows.map((item) => html`<div><dt>${item.label ?? ''}</dt><dd>${linked(item)}</dd></div>`)}</dl></section>`;
}
