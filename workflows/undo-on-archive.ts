import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ChildWorkflowCancellationType,
  condition,
  ParentClosePolicy,
  proxyActivities,
  setHandler,
  startChild,
} from '@temporalio/workflow';
import type { Activities } from '../activities/contract.ts';
import type { Undo } from '../src/domain/decide.ts';
import { nameKey, undoOnArchiveId } from '../src/domain/ids.ts';
import { noProgress } from './call/progress.ts';
import { stepRunner, untilSkipped } from './call/step.ts';
import { archived, delivered, remember, type UndoOnArchiveInput, type UndoOnArchiveOutcome } from './messages.ts';
import { policies } from './policies.ts';

const front = proxyActivities<Activities>(policies.write);

/** Long enough for any conversation to be looked at. */
const maxWait = '180 days';

/**
 * Remembers what rules did to a conversation, and undoes it when a person archives the conversation. Waiting costs
 * nothing, and conversations that no rule has touched have no such workflow.
 */
export async function undoOnArchive(input: UndoOnArchiveInput): Promise<UndoOnArchiveOutcome> {
  return await untilSkipped(
    () => undoOnceArchived(input),
    () => ({ state: 'skipped', undone: [] }),
  );
}

/** Effects recorded while undoing wait for the next archive: the run then continues. */
async function undoOnceArchived({ conversationId, undo }: UndoOnArchiveInput): Promise<UndoOnArchiveOutcome> {
  const kept = [...undo];
  const due: Undo[] = [];
  const undone: Undo[] = [];
  const ownTags = tagsOf(undo);
  let mayHoldMerged = undo.length === 0;
  setHandler(remember, (more) => {
    ownTags.push(...tagsOf(more));
    kept.push(...more.filter((each) => !kept.some((known) => JSON.stringify(known) === JSON.stringify(each))));
  });
  setHandler(archived, (ruleTags = []) => {
    due.push(...kept.splice(0));
    // The tag of another rule may have come with a conversation that a person merged into this one.
    mayHoldMerged ||= ruleTags.some((tag) => !ownTags.includes(tag));
  });
  const step = stepRunner(noProgress);
  while (mayHoldMerged || kept.length + due.length > 0) {
    const isDue = mayHoldMerged || (await condition(() => due.length > 0, maxWait));
    if (!isDue) return { state: 'never archived', undone };
    if (due.length > 0) {
      const now = due.splice(0);
      const result = await step('undo', (_, before) => front.undoRules({ conversationId, undo: now, before }));
      undone.push(...result.undone);
    }
    if (mayHoldMerged) {
      mayHoldMerged = false;
      const { conversationIds } = await step('merged', () => front.findMerged({ conversationId }));
      for (const id of conversationIds) await delivered(undoOnArchiveId(id), archived);
    }
  }
  return { state: 'undone', undone };
}

/** @returns the keys of the tags that are to be removed */
function tagsOf(undo: Undo[]): string[] {
  return undo.flatMap((each) => (each.kind === 'untag' ? [nameKey(each.tag)] : []));
}

/** Has a rule's effect undone when the conversation is archived. */
export async function rememberUndo(conversationId: string, undo: Undo[]): Promise<void> {
  if (undo.length === 0) return;
  const workflowId = undoOnArchiveId(conversationId);
  // The waiting run may end between the two calls, or another may begin.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await startChild(undoOnArchive, {
        workflowId,
        args: [{ conversationId, undo }],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        cancellationType: ChildWorkflowCancellationType.ABANDON,
      });
      return;
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
    if (await delivered(workflowId, remember, undo)) return;
  }
}
