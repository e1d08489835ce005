import type { PluginPageTexts } from '../text-types.ts';

export const pluginPage: PluginPageTexts = {
  waitingForFront: 'Waiting for Front…',
  outsideFront: 'This page works only inside Front: open the plugin in Front’s sidebar.',
  nothingSelected: 'Open a conversation to see its contact’s calls and to call them.',
  severalSelected: 'Several conversations are selected. Open one of them to see its contact’s calls.',
  noNumber: 'This contact has no phone number. Add one in Front to call it from here.',
  numbers: 'Numbers',
  call: 'Call',
  readyToCall: 'Ready to call',
  callFrom: 'Call from',
  onMyPhone: 'My Aircall phone – I press call',
  startAtOnceFrom: 'Start immediately from',
  onMyPhoneHint: 'Callthread fills in the number on your Aircall phone. Choose the line there and press call.',
  startAtOnceHint: 'The call starts on your Aircall phone as soon as you press Call.',
  calling: 'Contacting Aircall…',
  filledIn: 'The number is on your Aircall phone: press call there.',
  started: (line) => `Calling from ${line} on your Aircall phone.`,
  calls: 'Calls',
  noCalls: 'No calls with this contact yet.',
  historyOff:
    'No call history: Callthread is running without its database. Your administrator can set DATABASE_URL or run “callthread start”.',
  loading: 'Loading…',
  unreachable: 'Callthread is not responding. Check that you are online, then try again.',
  tryAgain: 'Try again',
  unknownAgent: 'unknown agent',
  rang: (length) => `rang ${length}`,
  talked: (length) => length,
  notInFront: 'Not in Front',
  recording: 'Recording',
  voicemail: 'Voicemail',
  awaited: (kind, wait) => {
    const what = kind === 'voicemail' ? 'Voicemail' : 'Recording';
    return wait === null ? `${what} on its way` : `${what} in ${wait}`;
  },
  notPlayable: 'This audio cannot be played right now: Aircall does not provide it. Try again in a moment.',
  comments: 'Comments',
  noComments: 'No comments.',
  unknownAuthor: 'Unknown author',
};
