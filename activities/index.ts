import type { Line } from '../src/domain/call.ts';
import type { LedgerCall } from '../src/domain/ledger-call.ts';
import { lineSettings } from '../src/domain/settings.ts';
import { guardWith } from './attempt.ts';
import { addComment } from './call/add-comment.ts';
import { appendToConversation } from './call/append-to-conversation.ts';
import { assignAgent } from './call/assign-agent.ts';
import { attachMedia } from './call/attach-media.ts';
import { changeTags, findMerged, undoRules } from './call/change-tags.ts';
import { findOrCreateContact } from './call/find-or-create-contact.ts';
import { writeNotes } from './call/write-notes.ts';
import type { CallbackActivities } from './callback/contract.ts';
import { reportToCallback } from './callback/report-call.ts';
import { callbackStep, closeCallback } from './callback/steps.ts';
import type { Activities, FetchResult } from './contract.ts';
import type { Deps } from './deps.ts';

/** @returns the activities as a worker registers them; vendor errors leave them as failures of the table */
export function createActivities(deps: Deps): Activities & CallbackActivities {
  const guard = guardWith(deps);
  return {
    findOrCreateContact: guard(findOrCreateContact),
    appendToConversation: guard(appendToConversation),
    assignAgent: guard(assignAgent),
    reportToCallback: guard(reportToCallback),
    attachMedia: guard(attachMedia),
    addComment: guard(addComment),
    writeNotes: guard(writeNotes),
    changeTags: guard(changeTags),
    findMerged: guard(findMerged),
    undoRules: guard(undoRules),
    reserveRequests: guard(
      async ({ front }: Deps, { requests }: { requests: number }) => await front.reserve(requests),
    ),
    fetchCall: guard(fetchCall),
    settingsOfLine: guard(async ({ preferences }: Deps, { line }: { line: Line }) => lineSettings(preferences, line)),
    recordCall: guard(recordCall),
    callbackStep: guard(callbackStep),
    closeCallback: guard(closeCallback),
    recordCallback: guard(recordCallback),
  };
}

async function fetchCall({ aircall }: Deps, { callId }: { callId: number }): Promise<FetchResult> {
  const found = await aircall.getCall(callId);
  if (found === null) return { status: 'gone' };
  return {
    status: 'found',
    event: { name: 'fetched', saidAtSeconds: Math.floor(Date.now() / 1000), call: found.call },
  };
}

async function recordCall({ ledger }: Deps, { call, revision }: { call: LedgerCall; revision: number }): Promise<void> {
  await ledger?.record(call, revision);
}

async function recordCallback(
  { ledger }: Deps,
  { callback, revision }: Parameters<CallbackActivities['recordCallback']>[0],
): Promise<void> {
  await ledger?.recordCallback(callback, revision);
}
