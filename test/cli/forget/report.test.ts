import { expect, test } from 'vitest';
import type { CallersRun } from '../../../src/adapters/temporal/erasure/find-runs.ts';
import type { FoundCaller } from '../../../src/cli/forget/find-caller.ts';
import { formatCaller, isKept } from '../../../src/cli/forget/report.ts';

function aRun(workflowId: string, type: string, state: string | null = null): CallersRun {
  return { workflowId, runId: 'run', type, running: state !== null, state };
}

function aFound(changed: Partial<FoundCaller> = {}): FoundCaller {
  return {
    e164: '+33639981234',
    inLedger: 0,
    temporal: { closed: [], open: [], callbacks: [], mentions: [], unreadable: [], calls: [], conversationIds: [] },
    front: { hasContact: false, conversationIds: [] },
    conversationIds: [],
    callIds: [],
    closedCallIds: [],
    seen: [],
    ...changed,
  };
}

test('lists stored data, running workflows and the steps left to a person', () => {
  const found = aFound({
    inLedger: 2,
    temporal: {
      closed: [aRun('backfill-1', 'backfill'), aRun('call-1', 'callWorkflow'), aRun('call-2', 'callWorkflow')],
      open: [
        aRun('archive-cnv_1', 'undoOnArchive', ''),
        aRun('call-3', 'callWorkflow', 'parked'),
        aRun('caller-1', 'callerLock', ''),
      ],
      callbacks: [aRun('callback-1', 'callbackWorkflow', '')],
      mentions: [aRun('call-8', 'callWorkflow')],
      unreadable: [aRun('call-9', 'callWorkflow')],
      calls: [],
      conversationIds: ['cnv_1'],
    },
    front: { problem: 'Front refuses it (401). Put a token' },
    conversationIds: ['cnv_1'],
    callIds: [3, 2, 1],
    closedCallIds: [2, 1],
  });
  const output = formatCaller(found).join('\n');
  expect(isKept(found)).toBe(true);
  expect(output).not.toContain('33639981234');
  for (const line of [
    /^\+33639•••34$/m,
    /^ {2}table of calls +2 calls$/m,
    /^ {2}Temporal +3 closed runs \(1 backfill, 2 callWorkflow\)$/m,
    /^ +histories of a backfill or reconcile contain other callers' calls too/m,
    /^ {2}open callback +callback-1 is ended and deleted; tags .* stay$/m,
    /^ {2}still running +archive-cnv_1 waits .* callthread skip archive-cnv_1$/m,
    /^ {2}still running +call-3 \(parked\) is left alone\. Run this again .* callthread skip 3$/m,
    /^ {2}still running +caller-1 will end on its own/m,
    /^ {2}named elsewhere .*\n {4}call-8$/m,
    /^ {2}unreadable +1 history .*\n {4}call-9$/m,
    /^ {2}contact +could not be read: Front refuses it/m,
    /^ {4}https:\/\/app\.frontapp\.com\/open\/cnv_1$/m,
    /^ {4}3, 2, 1$/m,
  ]) {
    expect(output).toMatch(line);
  }
});

test('reports that nothing was found, and wraps long lists', () => {
  const nothing = formatCaller(aFound({ inLedger: null })).join('\n');
  expect(isKept(aFound())).toBe(false);
  expect(nothing).toMatch(/table of calls +none\n +Temporal +0 closed runs\n/);
  expect(nothing).toMatch(/contact +none with this number\n +conversations +none known\n/);
  expect(nothing).not.toMatch(/still running|named elsewhere|unreadable/);
  const callIds = Array.from({ length: 40 }, (_none, at) => 800_000_000 + at);
  const lines = formatCaller(aFound({ callIds }));
  expect(Math.max(...lines.filter((line) => /^ {4}8/.test(line)).map(({ length }) => length))).toBeLessThan(115);
  for (const id of callIds) expect(lines.join('\n')).toContain(String(id));
});
