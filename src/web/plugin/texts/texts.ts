/** The words of the page; what the server has to say it says itself, in the same language. */
export interface Texts {
  waitingForFront: string;
  outsideFront: string;
  nothingSelected: string;
  severalSelected: string;
  noNumber: string;
  numbers: string;
  call: string;
  /** Which of Front's numbers somebody clicked. */
  readyToCall: string;
  callFrom: string;
  onMyPhone: string;
  startAtOnceFrom: string;
  onMyPhoneHint: string;
  startAtOnceHint: string;
  calling: string;
  filledIn: string;
  started: (line: string) => string;
  calls: string;
  noCalls: string;
  historyOff: string;
  loading: string;
  unreachable: string;
  tryAgain: string;
  with: string;
  unknownAgent: string;
  rang: (length: string) => string;
  talked: (length: string) => string;
  notInFront: string;
  recording: string;
  voicemail: string;
  /** @param wait null when it may come any moment */
  awaited: (kind: 'recording' | 'voicemail', wait: string | null) => string;
  notPlayable: string;
  comments: string;
  noComments: string;
  somebody: string;
  callTo: (number: string) => string;
  units: { hours: string; minutes: string; seconds: string };
}
