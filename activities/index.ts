import { addComment } from './add-comment.ts';
import { appendToConversation } from './append-to-conversation.ts';
import { assignAgent } from './assign-agent.ts';
import { attachMedia } from './attach-media.ts';
import { changeTags } from './change-tags.ts';
import type { Activities } from './contract.ts';
import type { Deps } from './deps.ts';
import { fetchCall } from './fetch-call.ts';
import { findOrCreateContact } from './find-or-create-contact.ts';
import { guardWith } from './guard-with.ts';
import { recordCall } from './record-call.ts';
import { undoRules } from './undo-rules.ts';

/** @returns the activities as a worker registers them; what a vendor answers wrongly leaves them as a failure of the table. */
export function createActivities(deps: Deps): Activities {
  const guard = guardWith(deps);
  return {
    findOrCreateContact: guard(findOrCreateContact),
    appendToConversation: guard(appendToConversation),
    assignAgent: guard(assignAgent),
    attachMedia: guard(attachMedia),
    addComment: guard(addComment),
    changeTags: guard(changeTags),
    undoRules: guard(undoRules),
    reserveRequests: guard(
      async ({ front }: Deps, { requests }: { requests: number }) => await front.reserve(requests),
    ),
    fetchCall: guard(fetchCall),
    recordCall: guard(recordCall),
  };
}
