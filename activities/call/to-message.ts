import type { ImportedMessage } from '../../src/adapters/front/messages.ts';
import { type Call, unnamedLine } from '../../src/domain/call.ts';
import type { Entry } from '../../src/domain/entries.ts';
import { callerHandle, externalId } from '../../src/domain/ids.ts';
import { agentName, inertLine, inertName } from '../../src/domain/inert-text.ts';
import { attributionOf, type Qualification } from '../../src/domain/qualification.ts';
import type { Texts } from '../../src/texts/text-types.ts';
import type { AgentMatch } from '../contract.ts';

interface Envelope {
  call: Call;
  qualification: Qualification;
  agent: AgentMatch;
  subject: string;
  archived: boolean;
  thread: ImportedMessage['thread'];
  texts: Texts['entries'];
  /** Whether Front's own rules skip the message. */
  skipsRules?: boolean;
}

/** An entry as the message that Front imports: inbound from the caller, or outbound from the agent. */
export function toMessage(
  entry: Entry,
  { call, qualification, agent, subject, archived, thread, texts, skipsRules = false }: Envelope,
): ImportedMessage {
  const caller = callerHandle(call.caller, call.id);
  const line = call.line.e164 ?? inertName(call.line.name) ?? unnamedLine;
  const inbound = attributionOf(qualification).author === 'caller';
  const callerName =
    call.caller.kind === 'anonymous' ? texts.anonymousCaller : (inertName(call.callerName) ?? inertLine(caller));
  const agentNamed = agentName(call.agent) ?? texts.unknownAgent;
  return {
    sender: inbound
      ? { handle: caller, name: callerName }
      : { handle: line, name: agentNamed, ...(agent.kind === 'matched' ? { author_id: agent.teammateId } : {}) },
    to: [inbound ? line : caller],
    subject,
    body: entry.body,
    external_id: externalId(call.id, entry.kind),
    created_at: entry.createdAtSeconds,
    inbound,
    archived,
    skipsRules,
    thread,
  };
}
