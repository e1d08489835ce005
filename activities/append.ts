import type { Entry } from '../src/domain/entries.ts';
import type { EntryTexts } from '../src/texts/text-types.ts';
import type { AgentMatch, AppendInput, AppendResult } from './contract.ts';

/** What an attempt leaves to the next one, should it end in between: each of them once it is known. */
export interface AppendCheckpoint {
  /** Front's id of the message that began the conversation. */
  messageUid?: string | null;
  stoodBefore?: boolean;
  moved?: AppendResult['moved'];
}

/** What is written, the same for a new conversation and for one that goes on. */
export interface Append extends AppendInput {
  /** All that is known of the call now; the call itself comes first. */
  entries: [callEntry: Entry, ...rest: Entry[]];
  agent: AgentMatch;
  /** The teammate that the conversation shall be assigned to; null leaves it as it is. */
  assigneeId: string | null;
  /** The id of the inbox that a rule moves the conversation to. */
  moveToId: string | null;
  texts: EntryTexts;
  /** The link that marks a conversation as the caller's. */
  link: string;
}
