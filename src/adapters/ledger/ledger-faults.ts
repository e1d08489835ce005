/** The database is away, or has no room for us: what was asked may be asked again. It holds no password and no values. */
export class LedgerUnavailable extends Error {
  override readonly name = 'LedgerUnavailable';
}

/** The database refuses what it was asked, or cannot be opened as it is set up. It holds no password and no values. */
export class LedgerRefused extends Error {
  override readonly name = 'LedgerRefused';
}

/** The place to go on from is none that a page of calls has given. */
export class LedgerPlaceInvalid extends Error {
  override readonly name = 'LedgerPlaceInvalid';
}
