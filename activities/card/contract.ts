import type { Call } from '../../src/domain/call.ts';
import type { CardOutcome } from '../../src/domain/card/card.ts';

/** A call that rings. An erasure finds the caller in it by its name, `caller`. */
export interface CardInput extends Pick<Call, 'caller' | 'startedAtSeconds'> {
  callId: number;
}

/** What the workflow of a card may ask for. */
export interface CardActivities {
  /**
   * Shows the card: one request to Front, one to Aircall. What fails at a vendor is an outcome, so there is no retry. It is not safe to call
   * again: Aircall may show two cards.
   */
  showCard(input: CardInput): Promise<CardOutcome>;
}
