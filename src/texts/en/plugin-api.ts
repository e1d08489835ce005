import type { PluginApiTexts } from '../text-types.ts';

const retry = 'then retry the call on Callthread’s page of parked calls, or with “callthread retry”';

export const pluginApi: PluginApiTexts = {
  refused: {
    title: 'This page opens inside Front',
    body: 'It needs the secret that Front adds to its address. Open the plugin in Front’s sidebar. If you see this page there, ask your administrator to set FRONT_PLUGIN_SECRET to the plugin’s auth secret, and to restart Callthread.',
  },
  sessionOver: 'This page has been open for too long. Close the plugin and open it again.',
  otherTeammate: 'This page belongs to another teammate. Close the plugin and open it again.',
  badRequest: 'The page asked for something that Callthread does not understand. Close the plugin and open it again.',
  noAgent:
    'Aircall has no agent with your e-mail address. Ask your administrator to give you one in Aircall, or to name both addresses under “agents” in Callthread’s configuration.',
  noLine: 'No Aircall line is assigned to you. Ask your administrator to assign you to one in Aircall.',
  unreadableNumber:
    'This is no number that Aircall can call. Write it in the contact with its country code, such as +44 20 7946 0000.',
  unavailable: {
    offline: 'You are offline in Aircall. Open Aircall on your computer or phone, sign in, and call again.',
    do_not_disturb: 'Aircall has you on “do not disturb”. Set yourself available in Aircall and call again.',
    in_call: 'You are on a call in Aircall. Call again when it is over.',
    after_call_work: 'Aircall has you in after-call work. End it in Aircall and call again.',
    other:
      'Aircall cannot reach your phone now. See that Aircall is open and that you are available there, and call again.',
  },
  aircall: {
    away: 'Aircall does not answer. Try again in a moment.',
    mayHaveDialled:
      'Aircall gave no answer, so the number may have reached your phone. Look there before you call again.',
    limited: (seconds) => `Aircall takes no more requests for now. Try again in ${seconds} s.`,
    unauthorized: 'Aircall refuses Callthread’s API key. Tell your administrator.',
    agentGone: 'Aircall does not know you or this line any more. Open the plugin again, or tell your administrator.',
    refused:
      'Aircall refuses to call this number. See that it is right, and that the line is assigned to you in Aircall.',
  },
  tooManyDials: 'That was many calls within a minute. Wait a moment and call again.',
  tooManyRequests: 'The page asks for too much at once. Wait a moment and try again.',
  historyAway: 'Callthread’s database does not answer. Calling works all the same; try again in a moment.',
  unknownCall: 'Aircall does not have this call any more.',
  noAudio: 'Aircall does not have this audio any more, or not yet.',
  parked: {
    Unavailable: {
      reason: (vendor) => `${vendor} did not answer as it should for a day.`,
      remedy: `Your administrator can see whether it is well again, ${retry}.`,
    },
    Unauthorized: {
      reason: (vendor) => `${vendor} refuses Callthread’s key.`,
      remedy: `Your administrator has to put in a right one, ${retry}.`,
    },
    Rejected: {
      reason: (vendor) => `${vendor} refused what it was sent.`,
      remedy: `Your administrator has to mend the configuration, ${retry}.`,
    },
    NotFound: {
      reason: (vendor) => `${vendor} has something no more that the call needs, an inbox perhaps.`,
      remedy: `Your administrator has to create or share it, ${retry}.`,
    },
    PayloadUnexpected: {
      reason: (vendor) => `${vendor} answered in a form that Callthread does not know.`,
      remedy: `Your administrator can look for a newer Callthread, ${retry}.`,
    },
    other: {
      reason: () => 'Callthread could not write it into Front.',
      remedy: 'Your administrator finds out why on Callthread’s page of parked calls.',
    },
  },
};
