/**
 * The turn of one call to write for its caller. `wanted`: it is to be taken; `in line`: it was asked for already; `told`: the lock has told this workflow that
 * the turn is its own; `held`: an earlier activity took it; `given back`: others may write; `not needed`: the call only adds
 * entries to an open conversation, which others may do at the same time.
 */
export interface Turn {
  lockId: string;
  /** The id of the call's workflow. */
  holder: string;
  state: 'wanted' | 'in line' | 'told' | 'held' | 'given back' | 'not needed';
  /** The run of the lock that was started to take the turn; null when the lock told of it. */
  lockRunId: string | null;
}

/** Another call of this caller is being written; this one is in line, and its workflow is told when it is its turn. */
export interface NotYourTurn {
  notYourTurn: true;
}
