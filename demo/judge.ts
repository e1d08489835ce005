import type { FrontState } from '../simulators/front/state/front-state.ts';
import { compareCaller, compareComments, compareCompany, compareConversation, compareEntries } from './compare.ts';
import type { PlayedCall, Say } from './story.ts';

/**
 * Compares Front once everything is over, to find later changes. Records differences in the calls, a caller's own ones in
 * the last call.
 * @returns the differences that belong to no call
 */
export function judge(front: FrontState, calls: PlayedCall[], say: Say): string[] {
  const stories = [...new Set(calls.map(({ story }) => story))];
  // With a call missing, a caller's totals would only repeat that.
  const whole = stories.filter((story) => calls.every((call) => call.story !== story || call.differences !== null));
  for (const call of calls) {
    const before = call.differences ?? unfinished(call, say);
    const last = call.story.acts.at(-1)?.includes(call.scripted) ?? false;
    const now = [compareEntries, compareComments, ...(last ? [compareConversation] : [])];
    call.differences = distinct([
      ...before,
      ...(call.callId === null ? [] : now.flatMap((one) => one(front, call, say))),
    ]);
  }
  for (const story of whole) {
    const own = calls.filter((call) => call.story === story);
    const last = own.at(-1);
    if (last?.differences) last.differences.push(...compareCaller(front, own, say));
  }
  return compareCompany(front, stories, say);
}

function unfinished({ callId, workflow }: PlayedCall, say: Say): string[] {
  if (callId === null)
    return [
      say('has not started: the call before it is not logged', 'n’a pas commencé : le précédent n’est pas arrivé'),
    ];
  if (workflow === null) return [say('Temporal has no workflow for it', 'Temporal n’en a pas de workflow')];
  const waiting = workflow.waitingFor.join(', ');
  return [
    say(`is not logged: ${workflow.state}`, `n’est pas arrivé : ${workflow.state}`) +
      (waiting === '' ? '' : say(`, waiting for ${waiting}`, `, attend ${waiting}`)),
    ...workflow.parked,
  ];
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts)];
}

/** @returns the result, with the differences of each call that is not as expected */
export function formatVerdict(calls: PlayedCall[], strangers: string[], say: Say): string[] {
  const wrong = calls.filter(({ differences }) => differences !== null && differences.length > 0);
  if (wrong.length === 0 && strangers.length === 0) {
    return [
      say(
        `All ${calls.length} calls are logged in Front correctly.`,
        `Les ${calls.length} appels sont arrivés dans Front comme il faut.`,
      ),
    ];
  }
  return [
    say(
      `${wrong.length} of ${calls.length} calls are not as expected:`,
      `${wrong.length} appels sur ${calls.length} ne sont pas comme il faut :`,
    ),
    ...wrong.flatMap(({ callId, scripted, differences }) => [
      `✗ ${callId ?? '–'} ${scripted.title}`,
      ...(differences ?? []).map((difference) => `    ${difference}`),
    ]),
    ...strangers.map((difference) => `✗ ${difference}`),
  ];
}
