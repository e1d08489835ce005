import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FrontSimulator, startFrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import { checkCallers } from './check-callers.ts';
import { checkCalls } from './check-calls.ts';
import type { PlayedCall } from './played-call.ts';

const caller = '+33639981234';
const call: PlayedCall = {
  id: 8000001,
  atMs: 0,
  caller,
  endedAgoSeconds: 0,
  startedAtSeconds: 1_700_000_000,
  script: { direction: 'inbound', caller, line: 50001, ringSeconds: 9 },
};

let front: FrontSimulator;
beforeAll(async () => {
  front = await startFrontSimulator();
});
afterAll(async () => await front.close());

const found = (): string =>
  [...checkCalls(front, [call]), ...checkCallers(front, [call])].map(({ what }) => what).join('\n');

it('reports missing entries and contacts', () => {
  expect(found()).toContain('aircall-8000001-call is in Front 0 times');
  expect(found()).toContain(`caller ${caller}, contacts: 0 instead of 1`);
});

it('reports unexpected messages, and duplicate contacts and conversations', () => {
  const { state } = front;
  const handles = [{ source: 'phone' as const, handle: caller }];
  const { id } = state.addContact({ name: 'One', handles });
  state.addContact({ name: 'Other', handles: [{ source: 'custom', handle: caller }] });
  state.addEmailConversation(id, 'Strange');
  state.addEmailConversation(id, 'Stranger');
  expect(found()).toContain('nobody asked for "Hello, about Strange."');
  expect(found()).toContain(`caller ${caller}, contacts: 2 instead of 1`);
  expect(found()).toContain(`caller ${caller}, conversations: 2 instead of 1`);
  expect(found()).toContain('conversations in all: 2 instead of 1');
});
