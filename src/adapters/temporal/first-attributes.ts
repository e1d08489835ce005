import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import type { CallStateName, CallWorkflowInput } from '../../../workflows/messages.ts';
import type { SearchAttributeName } from '../../../workflows/search-attributes.ts';
import type { CallEvent } from '../../domain/call-event.ts';
import { awaitsMedia, decide, mayHaveVoicemail } from '../../domain/decide.ts';
import { keyword } from './keyword.ts';

/**
 * The search attributes that a run starts with. What is known already is set here, free of charge: each change that the
 * workflow makes later is a billed action.
 */
export function firstAttributes(
  { name, call }: CallEvent,
  { settings, previous }: CallWorkflowInput,
): SearchAttributePair[] {
  const line = pair('CallthreadLine', settings.lineName);
  const agent = call.agent?.name ? [pair('CallthreadAgent', call.agent.name)] : [];
  if (previous?.qualification) {
    const next = awaitsMedia(call, previous.entries, settings) ? 'media' : 'done';
    return [state(next), pair('CallthreadQualification', previous.qualification), line, ...agent];
  }
  const ended = name === 'fetched' || (name === 'call.ended' && !(mayHaveVoicemail(call) && !call.voicemailLeft));
  const decision = decide(call, settings);
  if (!ended || !decision.log) return [state('waiting'), line];
  return [state('logging'), pair('CallthreadQualification', decision.qualification), line, ...agent];
}

function state(name: CallStateName): SearchAttributePair {
  return pair('CallthreadState', name);
}

function pair(name: SearchAttributeName, value: string): SearchAttributePair {
  return { key: defineSearchAttributeKey(name, 'KEYWORD'), value: keyword(value) };
}
