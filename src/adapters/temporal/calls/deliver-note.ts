import { type Client, WorkflowIdReusePolicy } from '@temporalio/client';
import { type AiNotesInput, type AiNotesOutcome, aiNote, aiNotesType } from '../../../../workflows/messages.ts';
import { aiNotesId, callWorkflowId } from '../../../domain/ids.ts';
import { type AiPreferences, type NoteKind, wantedNotes } from '../../../domain/notes/note-kinds.ts';
import { withTimeout } from '../connection/requests.ts';
import { readClosedResult, readRunState } from './call-state.ts';
import { createLoadShedder } from './load-shedding.ts';
import { unlessThere } from './start-call.ts';

/** Notes are not urgent: most of what Temporal can take at once is for the events of calls. */
const maxAtOnce = 10;

export interface NoteDeliverer {
  /**
   * Starts the workflow of a call's notes, or signals the one that is open. A kind that is in Front already is not sent
   * again, nor one of a call that Temporal does not know, or that was skipped.
   * @returns once Temporal has stored it; `ignored` when there was nothing to store
   * @throws as `CallStarter.deliver`
   */
  deliver(callId: number, kind: NoteKind): Promise<'accepted' | 'ignored'>;
}

interface NoteDelivererOptions {
  client: Client;
  taskQueue: string;
  ai: AiPreferences;
  /** As of `createCallStarter`. */
  deadlineMs?: number;
  budgetMs?: number;
}

export function createNoteDeliverer(options: NoteDelivererOptions): NoteDeliverer {
  const { client, taskQueue, ai, deadlineMs = 2500, budgetMs = 3800 } = options;
  const shedLoad = createLoadShedder({ maxAtOnce, budgetMs, attemptMs: deadlineMs });
  const texts = wantedNotes(ai).filter((kind) => kind !== 'transcript');

  async function store(callId: number, kind: NoteKind): Promise<'accepted' | 'ignored'> {
    const call = await readRunState(client, callWorkflowId(callId));
    if (call === null || (call.state === 'skipped' && !call.running)) return 'ignored';
    const input = { callId, texts, gatherMs: ai.gatherMs };
    if (await signal(kind, input, WorkflowIdReusePolicy.REJECT_DUPLICATE)) return 'accepted';
    const closed = await readClosedResult(client, aiNotesId(callId));
    if (closed === 'running') return await store(callId, kind);
    const previous = closed.outcome as AiNotesOutcome | null;
    if (previous !== null && isSettled(previous, kind)) return 'ignored';
    const earlier = previous === null ? { again: true } : { previous };
    await signal(kind, { ...input, ...earlier }, WorkflowIdReusePolicy.ALLOW_DUPLICATE);
    return 'accepted';
  }

  /** @returns false when no run is open and the policy forbids another */
  async function signal(kind: NoteKind, input: AiNotesInput, policy: WorkflowIdReusePolicy): Promise<boolean> {
    return await unlessThere(() =>
      client.workflow.signalWithStart(aiNotesType, {
        workflowId: aiNotesId(input.callId),
        args: [input],
        taskQueue,
        signal: aiNote,
        signalArgs: [kind],
        staticSummary: `AI notes on call ${input.callId}`,
        workflowIdReusePolicy: policy,
      }),
    );
  }

  return {
    deliver: (callId, kind) => shedLoad((leftMs) => withTimeout(client, leftMs, () => store(callId, kind))),
  };
}

/** A person who skipped the notes wants none; a repeat of what is written, or was given up, adds nothing. */
function isSettled({ state, written, givenUp }: AiNotesOutcome, kind: NoteKind): boolean {
  return state === 'skipped' || written.includes(kind) || givenUp.includes(kind);
}
