import type { Texts } from '../text-types.ts';
import { admin } from './admin.ts';

const retry = 'then retry the call on Callthread’s parked calls page or with “callthread retry”';

export const en: Texts = {
  locale: 'en-GB',
  entries: {
    qualification: {
      'inbound-answered': 'Inbound call',
      'outbound-answered': 'Outbound call',
      'outbound-unanswered': 'Unanswered outbound call',
      voicemail: 'Voicemail',
      'ivr-abandoned': 'Abandoned in IVR',
      'out-of-hours': 'Missed call out of hours',
      missed: 'Missed call',
    },
    missedReason: {
      out_of_opening_hours: 'outside opening hours',
      short_abandoned: 'the caller hung up right away',
      abandoned_in_ivr: 'the caller hung up in the IVR',
      abandoned_in_classic: 'the caller hung up while waiting',
      no_available_agent: 'no agent was available',
      agents_did_not_answer: 'agents did not answer',
    },
    anonymousCaller: 'Anonymous caller',
    unknownAgent: 'unknown',
    labels: {
      line: 'Line',
      caller: 'Caller',
      called: 'Called',
      time: 'Time',
      agent: 'Agent',
      transferredBy: 'Transferred by',
      reason: 'Reason',
      rang: 'Rang for',
      duration: 'Duration',
      recording: 'Recording',
      voicemail: 'Voicemail',
      reference: 'Aircall call',
    },
    voicemailNeverCame: (wait) => `Aircall announced a voicemail but did not deliver it within ${wait}.`,
    callback: {
      calledBack: (agent, after) =>
        `Called back${agent === null ? '' : ` by ${agent}`}, ${after} after the missed call`,
      reached: (agent, after) => `Reached${agent === null ? '' : ` by ${agent}`}, ${after} after the missed call`,
    },
    notes: {
      headings: { notes: 'AI summary (Aircall)', transcript: 'Transcript (Aircall)' },
      topics: 'Topics',
      actionItems: 'Action items',
      sentiment: 'Sentiment',
      parties: { agent: 'agent', caller: 'caller', voiceAgent: 'AI voice agent' },
      sentiments: { POSITIVE: 'positive', NEUTRAL: 'neutral', NEGATIVE: 'negative' },
      transcriptTooLarge: 'The transcript is larger than the 25 MB that Front accepts: read it in Aircall.',
    },
    colon: ': ',
    units: { hours: 'h', minutes: 'min', seconds: 's' },
  },

  card: {
    labels: { last: 'Last', status: 'Status', owner: 'Owner', callBack: 'Call back' },
    newCaller: 'new caller',
    unassigned: 'unassigned',
    status: { open: 'open', archived: 'archived', snoozed: 'snoozed' },
    callBack: (misses, age) => (misses === 1 ? `missed ${age}` : `${misses} missed calls, the first ${age}`),
  },

  pluginApi: {
    refused: {
      title: 'This page opens inside Front',
      body: 'Open the plugin in Front’s sidebar: Front adds the secret that this page needs. If you see this message there, ask your administrator to set FRONT_PLUGIN_SECRET to the plugin’s auth secret and to restart Callthread.',
    },
    sessionOver: 'This session has expired. Close the plugin and open it again.',
    otherTeammate: 'This page belongs to another teammate. Close the plugin and open it again.',
    badRequest: 'Callthread did not understand this request. Close the plugin and open it again.',
    noAgent:
      'No Aircall agent has your e-mail address. Ask your administrator to add one in Aircall, or to map your two addresses under “agents” in Callthread’s configuration.',
    noLine: 'No Aircall line is assigned to you. Ask your administrator to assign you one in Aircall.',
    unreadableNumber:
      'Aircall cannot call this number. Add its country code in the contact, for example +44 20 7946 0000.',
    unavailable: {
      offline: 'You are offline in Aircall. Open Aircall on your computer or phone, sign in, and call again.',
      do_not_disturb: 'You are on “do not disturb” in Aircall. Make yourself available there and call again.',
      in_call: 'You are on a call in Aircall. Call again when it is over.',
      after_call_work: 'You are in after-call work in Aircall. End it there and call again.',
      other:
        'Aircall cannot reach your phone right now. Check that Aircall is open and that you are available there, then call again.',
    },
    aircall: {
      away: 'Aircall is not responding. Try again in a moment.',
      mayHaveDialled:
        'Aircall did not respond, so the number may already be on your phone. Check there before you call again.',
      limited: (seconds) => `Aircall is getting too many requests. Try again in ${seconds} s.`,
      unauthorized: 'Aircall rejects Callthread’s API key. Contact your administrator.',
      agentGone: 'Aircall no longer knows you or this line. Reopen the plugin or contact your administrator.',
      refused:
        'Aircall refused to call this number. Check that it is correct and that the line is assigned to you in Aircall.',
    },
    tooManyDials: 'Too many calls within a minute. Wait a moment and call again.',
    tooManyRequests: 'Too many requests from this page. Wait a moment and try again.',
    historyAway: 'Callthread’s database is not responding. You can still call; try again in a moment.',
    unknownCall: 'Aircall no longer has this call.',
    noAudio: 'Aircall no longer has this audio, or does not have it yet.',
    parked: {
      Unavailable: {
        reason: (vendor) => `${vendor} did not respond properly for a day.`,
        remedy: `Your administrator can check that it works again, ${retry}.`,
      },
      Unauthorized: {
        reason: (vendor) => `${vendor} rejects Callthread’s key.`,
        remedy: `Your administrator has to set a valid one, ${retry}.`,
      },
      Rejected: {
        reason: (vendor) => `${vendor} rejected what Callthread sent.`,
        remedy: `Your administrator has to fix the configuration, ${retry}.`,
      },
      NotFound: {
        reason: (vendor) => `Something this call needs no longer exists in ${vendor} (an inbox?).`,
        remedy: `Your administrator has to create or share it, ${retry}.`,
      },
      PayloadUnexpected: {
        reason: (vendor) => `${vendor} answered in a format that Callthread does not know.`,
        remedy: `Your administrator can check for a newer version of Callthread, ${retry}.`,
      },
      other: {
        reason: () => 'Callthread could not write this call to Front.',
        remedy: 'Your administrator can find the reason on Callthread’s parked calls page.',
      },
    },
  },

  pluginPage: {
    waitingForFront: 'Waiting for Front…',
    outsideFront: 'This page works only inside Front: open the plugin in Front’s sidebar.',
    nothingSelected: 'Open a conversation to see its contact’s calls and to call them.',
    severalSelected: 'Several conversations are selected. Open one of them to see its contact’s calls.',
    noNumber: 'This contact has no phone number. Add one in Front to call it from here.',
    numbers: 'Numbers',
    call: 'Call',
    readyToCall: 'Ready to call',
    callBack: 'Call back',
    callBackOverdue: 'Call back: overdue',
    missedSince: (misses, time) => (misses === 1 ? `Missed call, ${time}` : `${misses} missed calls since ${time}`),
    attempts: (count) => `Tried ${count === 1 ? 'once' : `${count} times`}`,
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
    summary: 'AI summary',
    comments: 'Comments',
    noComments: 'No comments.',
    unknownAuthor: 'Unknown author',
  },

  login: {
    title: 'Log in – Callthread',
    heading: 'Callthread',
    lead: 'Log in to see calls, coverage and reports.',
    label: 'Admin token',
    hint: 'The value of CALLTHREAD_ADMIN_TOKEN in Callthread’s configuration.',
    submit: 'Log in',
    wrong: 'Wrong token. Copy the whole value of CALLTHREAD_ADMIN_TOKEN and try again.',
    often: 'Too many wrong tokens. Copy the whole value of CALLTHREAD_ADMIN_TOKEN, then try again.',
    insecure:
      'You opened this page over http, but Callthread is set up for https (PUBLIC_URL): you cannot stay logged in, even with the right token. Open it over https.',
  },

  callerPage: {
    title: 'Calls of one caller – Callthread',
    body: 'This conversation collects the phone calls of one caller, logged by Callthread.',
    forAdmins: 'Administrators: see all calls',
  },

  admin,
};
