import type { AircallCall, AircallState } from './aircall-state.ts';
import type { CallScript } from './call-script.ts';

/**
 * Puts the call that the script begins into the account.
 *
 * @throws Error when the script names a line, agent or team that the account does not have
 */
export function createCall(state: AircallState, script: CallScript, mediaSizeBytes: number): AircallCall {
  checkReferences(state, script);
  const id = state.nextIds.call;
  state.nextIds.call += 1;
  const inbound = script.direction === 'inbound';
  const startedAtSeconds = script.startedAtSeconds ?? Math.floor(Date.now() / 1000);
  const call: AircallCall = {
    id,
    uuid: `CA${String(id).padStart(32, '0')}`,
    direction: script.direction,
    status: 'initial',
    missedReason: null,
    startedAtSeconds,
    answeredAtSeconds: null,
    endedAtSeconds: null,
    clockSeconds: startedAtSeconds,
    caller: script.caller,
    rawDigits: script.rawDigits === undefined ? script.caller : script.rawDigits,
    numberId: script.line,
    // The agent who dials has the call at once; an inbound call has none before an agent answers.
    agentId: inbound ? null : (script.agent ?? null),
    ringingAgentId: null,
    speakerIds: inbound || script.agent === undefined ? [] : [script.agent],
    contact: contactFor(state, script),
    // Aircall gives teams on inbound calls only.
    teamIds: inbound ? (script.teams ?? []) : [],
    transferredById: null,
    transferredToId: null,
    externalTransferredTo: null,
    ivrOptions: [],
    recording: { ready: false, sizeBytes: script.recording?.sizeBytes ?? mediaSizeBytes, chunked: false },
    voicemail: { ready: false, sizeBytes: script.voicemail?.sizeBytes ?? mediaSizeBytes, chunked: false },
    archived: false,
    comments: [],
    tags: [],
  };
  state.calls.set(id, call);
  return call;
}

function contactFor(state: AircallState, { contact, caller }: CallScript): AircallCall['contact'] {
  if (contact === undefined) return 'absent';
  if (contact === null || contact === 'empty-object') return contact;
  const { firstName, lastName, company = null } = contact;
  const known = [...state.contacts.values()].find(
    (other) => other.phoneNumber === caller && other.firstName === firstName && other.lastName === lastName,
  );
  if (known !== undefined) return known.id;
  const id = state.nextIds.contact;
  state.nextIds.contact += 1;
  state.contacts.set(id, { id, firstName, lastName, company, phoneNumber: caller });
  return id;
}

function checkReferences(state: AircallState, script: CallScript): void {
  if (!state.numbers.has(script.line)) throw new Error(`no such line: ${script.line}`);
  const { transfer } = script;
  const agents = [
    script.agent,
    ...(script.declinedBy ?? []),
    transfer?.by,
    transfer?.to,
    ...(script.comments ?? []).map((comment) => comment.by),
    ...(script.tags ?? []).map((tag) => tag.by),
  ];
  for (const id of agents) if (id !== undefined && !state.users.has(id)) throw new Error(`no such agent: ${id}`);
  for (const id of [...(script.teams ?? []), transfer?.toTeam])
    if (id !== undefined && !state.teams.has(id)) throw new Error(`no such team: ${id}`);
}
