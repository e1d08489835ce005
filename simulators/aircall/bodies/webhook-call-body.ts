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

const ringingEvents = new Set(['call.ringing_on_agent', 'call.agent_declined']);

/**
 * `data` of a `call.*` webhook: the whole call as it is now. Keys that Aircall leaves out are absent here, not null:
 * `user` while no agent has talked, `contact` of an unknown caller, `transferred_*` before a transfer (and there after
 * a failed one).
 */
export function webhookCallBody(state: AircallState, links: MediaLinks, call: AircallCall, event: string) {
  const number = state.numbers.get(call.numberId);
  const user = userOf(state, ringingEvents.has(event) ? (call.ringingAgentId ?? call.agentId) : call.agentId);
  const contact = contactOf(state, call);
  return {
    id: call.id,
    direct_link: callLink(call),
    call_uuid: call.uuid,
    ...callHead(call),
    // Aircall's webhooks were never seen with a cause, its REST answers were.
    hangup_cause: null,
    ...callMedia(call, links),
    raw_digits: call.rawDigits,
    ...(user === null ? {} : { user }),
    ...(contact === undefined ? {} : { contact }),
    number: number === undefined ? null : numberBody(number, 'webhook'),
    archived: call.archived,
    teams: teamsOf(state, call),
    comments: commentsOf(state, call),
    tags: tagsOf(state, call, 'tagged_at'),
    ...transferOf(state, call),
    ...(event === 'call.external_transferred' && call.externalTransferredTo !== null
      ? { external_transferred_to: call.externalTransferredTo, external_caller_number: call.caller }
      : {}),
    participants: participantsOf(state, call),
    // Later events do not repeat the choice (Aircall's reference on IVR options).
    ...(event === 'call.ivr_option_selected' ? { ivr_options_selected: call.ivrOptions } : {}),
  };
}

function transferOf(state: AircallState, call: AircallCall): Record<string, unknown> {
  const to = userOf(state, call.transferredToId);
  const by = userOf(state, call.transferredById);
  return { ...(to === null ? {} : { transferred_to: to }), ...(by === null ? {} : { transferred_by: by }) };
}
