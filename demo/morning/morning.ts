import type { Say, Story } from '../story.ts';
import { agentWithoutTeammate, failedTransfer, mappedAgent, successfulTransfer } from './agents.ts';
import { commentedCall, lateComment } from './comments.ts';
import { archivedConversation, movedConversation, threeCalls } from './conversations.ts';
import { abandonedInIvr, anonymousCall, outOfHours, twoCallsAtOnce, voicemail } from './missed-calls.ts';

/** The scripted morning, one story a caller: each begins a moment after the one before it. */
export function morning(say: Say): Story[] {
  return [
    lateComment(say),
    threeCalls(say),
    movedConversation(say),
    commentedCall(say),
    archivedConversation(say),
    voicemail(say),
    abandonedInIvr(say),
    anonymousCall(say),
    mappedAgent(say),
    outOfHours(say),
    twoCallsAtOnce(say),
    successfulTransfer(say),
    agentWithoutTeammate(say),
    failedTransfer(say),
    anonymousCall(say),
  ];
}
