import { appendToConversation } from './append-to-conversation.ts';
import type { AppendInput, AppendResult, NotYourTurn } from './contract.ts';
import type { Deps } from './deps.ts';

/** As `appendToConversation`; tells of each live call that was not in Front before. */
export async function appendWatched(deps: Deps, input: AppendInput): Promise<AppendResult | NotYourTurn> {
  const result = await appendToConversation(deps, input);
  if (!('notYourTurn' in result) && !result.stoodBefore && input.policy !== 'history') tell(deps, input, result);
  return result;
}

function tell({ watch }: Deps, { call }: AppendInput, { agent }: AppendResult): void {
  if (call.endedAtSeconds !== null) watch?.reachedFront(Math.max(0, Date.now() / 1000 - call.endedAtSeconds));
  if (agent.kind === 'unmatched' && agent.reason !== 'no agent') watch?.missedAgent();
}
