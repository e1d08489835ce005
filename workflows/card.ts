import { ActivityFailure } from '@temporalio/common';
import { proxyActivities } from '@temporalio/workflow';
import type { CardActivities, CardInput } from '../activities/card/contract.ts';
import type { CardOutcome } from '../src/domain/card/card.ts';
import { policies } from './policies.ts';

const { showCard } = proxyActivities<CardActivities>(policies.card);

/** Shows one call's card: its workflow id sees to it that this happens once. A card that fails is lost, without harm. */
export async function cardWorkflow(input: CardInput): Promise<CardOutcome | 'lost'> {
  try {
    return await showCard(input);
  } catch (error) {
    if (error instanceof ActivityFailure) return 'lost';
    throw error;
  }
}
