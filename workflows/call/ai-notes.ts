import { condition, proxyActivities, setHandler, sleep } from '@temporalio/workflow';
import type { Activities, NotesResult } from '../../activities/contract.ts';
import type { NoteKind } from '../../src/domain/notes/note-kinds.ts';
import { type AiNotesInput, type AiNotesOutcome, aiNote } from '../messages.ts';
import { policies } from '../policies.ts';
import { noProgress } from './progress.ts';
import { stepRunner, untilSkipped } from './step.ts';

const { writeNotes } = proxyActivities<Activities>(policies.write);

const minuteMs = 60_000;
/** After Aircall had none of a kind that it announced, it is asked again after these pauses, then no more. */
const pausesAfterNoneMs = [minuteMs, 5 * minuteMs, 30 * minuteMs];
/** A call that is not in Front yet is parked, or waits for another call of its caller. */
const maxPauseMs = 60 * minuteMs;
const maxWaitMs = 7 * 24 * 60 * minuteMs;

/** A kind of note that is still to be written. */
interface Due {
  atMs: number;
  /** How often Aircall had none. */
  misses: number;
}

/**
 * Writes Aircall's AI notes on one call into Front. A workflow of its own: most calls have no notes, and they come whether
 * the call's run is open or has closed. It knows the kinds only; an activity fetches the texts and writes them.
 */
export async function aiNotesWorkflow(input: AiNotesInput): Promise<AiNotesOutcome> {
  const outcome: AiNotesOutcome = input.previous ?? {
    state: 'done',
    written: [],
    givenUp: [],
    commentIds: [],
    editId: null,
    editsRefused: false,
    transcriptTooLarge: false,
  };
  const due = collectKinds(input, outcome);
  return await untilSkipped(
    async () => {
      await due.first();
      const isLogged = await writeAll(input, outcome, due.kinds);
      return isLogged ? outcome : { ...outcome, state: 'skipped' };
    },
    () => ({ ...outcome, state: 'skipped' }),
  );
}

/** Records the kinds that are announced: those of one window of time are due together. */
function collectKinds({ gatherMs }: AiNotesInput, { written, givenUp }: AiNotesOutcome) {
  const kinds = new Map<NoteKind, Due>();
  let heard = false;
  setHandler(aiNote, (kind) => {
    heard = true;
    if (kinds.has(kind) || written.includes(kind) || givenUp.includes(kind)) return;
    const opened = [...kinds.values()].find(({ atMs, misses }) => misses === 0 && atMs > Date.now());
    kinds.set(kind, { atMs: opened?.atMs ?? Date.now() + gatherMs, misses: 0 });
  });
  return { kinds, first: () => condition(() => heard) };
}

/** @returns false when the call is not in Front, and is not going to be */
async function writeAll(input: AiNotesInput, outcome: AiNotesOutcome, due: Map<NoteKind, Due>): Promise<boolean> {
  const { callId, texts, again = false } = input;
  const step = stepRunner(noProgress);
  const startedMs = Date.now();
  let pauseMs = minuteMs;
  while (due.size > 0) {
    const nextMs = Math.min(...[...due.values()].map(({ atMs }) => atMs)) - Date.now();
    if (nextMs > 0) await sleep(nextMs);
    const now = [...due].filter(([, { atMs }]) => atMs <= Date.now()).map(([kind]) => kind);
    const ofText = now.filter((kind) => kind !== 'transcript');
    // An edit takes no file: a transcript that comes later is a comment of its own.
    const editId = ofText.length > 0 ? outcome.editId : null;
    const kinds = editId === null ? now : ofText;
    // What a run wrote that was terminated is unknown.
    const known = again ? texts : editId === null ? [] : outcome.written.filter((kind) => kind !== 'transcript');
    const { commentIds: others, transcriptTooLarge } = outcome;
    const result = await step('notes', (_, before) =>
      writeNotes({ callId, kinds, known, editId, others, transcriptTooLarge, checkExisting: again, before }),
    );
    if (result.status === 'unwanted') return false;
    if (result.status === 'edit refused') Object.assign(outcome, { editId: null, editsRefused: true });
    if (result.status === 'not logged') {
      if (Date.now() - startedMs > maxWaitMs) return false;
      await sleep(pauseMs);
      pauseMs = Math.min(2 * pauseMs, maxPauseMs);
    }
    if (result.status === 'written') settle(kinds, result, outcome, due);
  }
  return true;
}

function settle(
  kinds: NoteKind[],
  { commentId, written, missing, transcriptTooLarge }: Extract<NotesResult, { status: 'written' }>,
  outcome: AiNotesOutcome,
  due: Map<NoteKind, Due>,
): void {
  if (commentId !== null && !outcome.commentIds.includes(commentId)) {
    outcome.commentIds.push(commentId);
    outcome.transcriptTooLarge = transcriptTooLarge;
    outcome.editId = outcome.editsRefused ? null : commentId;
  }
  for (const kind of kinds) {
    const misses = due.get(kind)?.misses ?? 0;
    const pauseMs = missing.includes(kind) ? pausesAfterNoneMs[misses] : undefined;
    if (pauseMs === undefined) {
      outcome[written.includes(kind) ? 'written' : 'givenUp'].push(kind);
      due.delete(kind);
    } else due.set(kind, { atMs: Date.now() + pauseMs, misses: misses + 1 });
  }
}
