import type { Say } from '../say.ts';
import type { Story } from '../story.ts';
import { abandonedInIvr } from './abandoned-in-ivr.ts';
import { agentWithoutTeammate } from './agent-without-teammate.ts';
import { anonymousCall } from './anonymous-call.ts';
import { archivedConversation } from './archived-conversation.ts';
import { commentedCall } from './commented-call.ts';
import { failedTransfer } from './failed-transfer.ts';
import { lateComment } from './late-comment.ts';
import { mappedAgent } from './mapped-agent.ts';
import { movedConversation } from './moved-conversation.ts';
import { outOfHours } from './out-of-hours.ts';
import { successfulTransfer } from './successful-transfer.ts';
import { threeCalls } from './three-calls.ts';
import { twoCallsAtOnce } from './two-calls-at-once.ts';
import { voicemail } from './voicemail.ts';

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
