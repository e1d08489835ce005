/** Temporal has not answered in time, or refuses: nothing is known of the calls' workflows. */
export class TemporalAway extends Error {
  override readonly name = 'TemporalAway';
}
