/** What is told of the activities' work, for metrics: no numbers, names or ids. */
export interface ActivityWatch {
  /**
   * Each attempt, once it has ended.
   * @param outcome `done`, `retried`, `cancelled`, or the type of the failure that parks
   */
  attempted(activity: string, outcome: string): void;
  /** A live call's entries have been handed to Front. @param seconds since the call ended */
  reachedFront(seconds: number): void;
  /** A live call was logged whose agent has no teammate. */
  missedAgent(): void;
}
