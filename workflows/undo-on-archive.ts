import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ChildWorkflowCancellationType,
  condition,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  proxyActivities,
  setHandler,
  startChild,
} from '@temporalio/workflow';
import type { Activities } from '../activities/contract.ts';
import { undoOnArchiveId } from '../src/domain/ids.ts';
import type { Undo } from '../src/domain/rules.ts';
import { archived, remember, type UndoOnArchiveInput, type UndoOnArchiveOutcome } from './messages.ts';
import { writePolicy } from './policies.ts';
import { noProgress } from './progress.ts';
import { stepRunner } from './step.ts';
import { untilSkipped } from './until-skipped.ts';

const front = proxyActivities<Activities>(writePolicy);

/** Front keeps no open conversation waiting for longer than this without somebody having looked at it. */
const longestWait = '180 days';

/**
 * Remembers what rules did to a conversation, and undoes it when a person archives the conversation. It waits without
 * cost; a conversation that no rule has touched has none.
 */
export async function undoOnArchive(input: UndoOnArchiveInput): Promise<UndoOnArchiveOutcome> {
  return await untilSkipped(
    () => undoOnceArchived(input),
    () => ({ state: 'skipped', undone: [] }),
  );
}

async function undoOnceArchived({ conversationId, undo }: UndoOnArchiveInput): Promise<UndoOnArchiveOutcome> {
  const all = [...undo];
  let isArchived = false;
  setHandler(remember, (more) => {
    all.push(...more.filter((each) => !all.some((known) => JSON.stringify(known) === JSON.stringify(each))));
  });
  setHandler(archived, () => {
    isArchived = true;
  });
  const step = stepRunner(noProgress);
  if (!(await condition(() => isArchived, longestWait))) return { state: 'never archived', undone: [] };
  const { undone } = await step('undo', () => front.undoRules({ conversationId, undo: all }));
  return { state: 'undone', undone };
}

/** Has what a rule did undone when the conversation is archived. */
export async function rememberUndo(conversationId: string, undo: Undo[]): Promise<void> {
  if (undo.length === 0) return;
  const workflowId = undoOnArchiveId(conversationId);
  // The one that waits may end between the two calls, or one may begin.
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
    const told = await getExternalWorkflowHandle(workflowId)
      .signal(remember, undo)
      .then(
        () => true,
        () => false,
      );
    if (told) return;
  }
}
