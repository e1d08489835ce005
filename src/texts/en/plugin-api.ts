import type { PluginApiTexts } from '../text-types.ts';

const retry = 'then retry the call on Callthread’s parked calls page or with “callthread retry”';

export const pluginApi: PluginApiTexts = {
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
};
