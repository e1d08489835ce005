import type { AircallCall, AircallContact, AircallState } from '../aircall-state.ts';
import type { MediaLinks } from '../media/media-links.ts';
import { apiLink } from './api-link.ts';
import { nestedTeamBody } from './team-body.ts';
import { nestedUserBody } from './user-body.ts';

/** What a call's body says first of all, in webhooks as in REST answers. */
export function callHead(call: AircallCall) {
  const { startedAtSeconds, endedAtSeconds } = call;
  return {
    direction: call.direction,
    status: call.status,
    missed_call_reason: call.missedReason,
    started_at: startedAtSeconds,
    answered_at: call.answeredAtSeconds,
    ended_at: endedAtSeconds,
    // Ringing included, and 0 before the end (Aircall's reference on calls).
    duration: endedAtSeconds === null ? 0 : endedAtSeconds - startedAtSeconds,
    cost: '0.0',
  };
}

/** `voicemail`, `recording` and `asset`: null until they are there. The signed addresses are new each time. */
export function callMedia(call: AircallCall, links: MediaLinks) {
  const asset = call.recording.ready ? 'recording' : call.voicemail.ready ? 'voicemail' : null;
  return {
    voicemail: call.voicemail.ready ? links.issue(call.id, 'voicemail') : null,
    recording: call.recording.ready ? links.issue(call.id, 'recording') : null,
    asset: asset === null ? null : `https://assets.aircall.io/calls/${call.id}/${asset}`,
  };
}

/** Abridged user by id; null for none, and for one who is no longer there. */
export function userOf(state: AircallState, id: number | null) {
  const user = id === null ? undefined : state.users.get(id);
  return user === undefined ? null : nestedUserBody(user);
}

/** Teams of the call; Aircall fills them on inbound calls only. */
export function teamsOf(state: AircallState, call: AircallCall) {
  return call.teamIds.flatMap((id) => state.teams.get(id) ?? []).map(nestedTeamBody);
}

export function commentsOf(state: AircallState, call: AircallCall) {
  return call.comments.map((comment) => ({
    id: comment.id,
    content: comment.content,
    posted_by: userOf(state, comment.postedById),
    posted_at: comment.postedAtSeconds,
  }));
}

/** Tags with the name that REST and webhooks each give to the time. */
export function tagsOf(state: AircallState, call: AircallCall, timeKey: 'tagged_at' | 'created_at') {
  return call.tags.map((tag) => ({
    id: tag.id,
    name: state.tags.get(tag.id)?.name ?? '',
    tagged_by: userOf(state, tag.taggedById) ?? {},
    [timeKey]: tag.taggedAtSeconds,
  }));
}

/** The outside party, then everyone who talked. An anonymous caller is a participant without a number. */
export function participantsOf(state: AircallState, call: AircallCall) {
  const contact = typeof call.contact === 'number' ? state.contacts.get(call.contact) : undefined;
  const phone = call.caller === 'anonymous' ? {} : { phone_number: call.caller };
  const outside =
    contact === undefined
      ? { ...phone, type: 'external' }
      : { id: contact.id, name: `${contact.firstName} ${contact.lastName}`, ...phone, type: 'contact' };
  const speakers = call.speakerIds.flatMap((id) => state.users.get(id) ?? []);
  return [outside, ...speakers.map((user) => ({ id: user.id, name: user.name, type: 'user' }))];
}

/** The contact's body; `{}` and null as the script says; undefined where the key is absent. */
export function contactOf(state: AircallState, call: AircallCall) {
  if (call.contact === 'absent') return undefined;
  if (call.contact === 'empty-object') return {};
  const contact = call.contact === null ? undefined : state.contacts.get(call.contact);
  return contact === undefined ? null : contactBody(contact);
}

export function callLink(call: AircallCall): string {
  return apiLink(`v1/calls/${call.id}`);
}

/** A contact of Aircall's own address book. */
function contactBody(contact: AircallContact) {
  const email = `${contact.firstName}.${contact.lastName}@example.com`.toLowerCase().replaceAll(/\s+/g, '-');
  return {
    id: contact.id,
    direct_link: apiLink(`v1/contacts/${contact.id}`),
    first_name: contact.firstName,
    last_name: contact.lastName,
    company_name: contact.company,
    description: null,
    information: '',
    is_shared: true,
    phone_numbers: [{ id: contact.id + 10_000, label: 'Work', value: contact.phoneNumber }],
    emails: [{ id: contact.id + 20_000, label: 'Work', value: email }],
  };
}
