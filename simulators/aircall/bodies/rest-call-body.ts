import type { AircallCall, AircallState } from '../aircall-state.ts';
import type { MediaLinks } from '../media/media-links.ts';
import {
  callHead,
  callLink,
  callMedia,
  commentsOf,
  contactOf,
  participantsOf,
  tagsOf,
  teamsOf,
  userOf,
} from './call-parts.ts';
import { numberBody } from './number-body.ts';

/** The `fetch_*` switches of Aircall's reads of calls. */
export interface RestCallExtras {
  contact: boolean;
  shortUrls: boolean;
  timeline: boolean;
}

/**
 * A call as REST shows it: `sid` and `conference_participants` where webhooks say `call_uuid` and `participants`; null where
 * webhooks leave a key out; the contact, the short addresses and the IVR's choices only when asked for.
 */
export function restCallBody(state: AircallState, links: MediaLinks, call: AircallCall, extras: RestCallExtras) {
  const number = state.numbers.get(call.numberId);
  const hungUpNormally = call.endedAtSeconds !== null && call.answeredAtSeconds !== null;
  return {
    id: call.id,
    direct_link: callLink(call),
    ...callHead(call),
    hangup_cause: hungUpNormally ? 'normal_clearing' : null,
    ...callMedia(call, links),
    raw_digits: call.rawDigits,
    user: userOf(state, call.agentId),
    contact: extras.contact ? (contactOf(state, call) ?? null) : null,
    number: number === undefined ? null : numberBody(number, 'rest'),
    archived: call.archived,
    assigned_to: null,
    transferred_to: userOf(state, call.transferredToId),
    transferred_by: userOf(state, call.transferredById),
    teams: teamsOf(state, call),
    comments: commentsOf(state, call),
    tags: tagsOf(state, call, 'created_at'),
    sid: call.uuid,
    conference_participants: participantsOf(state, call),
    ...(extras.shortUrls ? shortUrls(links, call) : {}),
    ...(extras.timeline ? { ivr_options_selected: call.ivrOptions } : {}),
  };
}

function shortUrls(links: MediaLinks, call: AircallCall) {
  return {
    recording_short_url: call.recording.ready ? links.issueShort(call.id, 'recording') : null,
    voicemail_short_url: call.voicemail.ready ? links.issueShort(call.id, 'voicemail') : null,
  };
}
