import type { FrontState } from '../simulators/front/state/front-state.ts';
import { compareCaller, compareComments, compareCompany, compareConversation, compareEntries } from './compare.ts';
import type { PlayedCall, Say } from './story.ts';

/**
 * Looks at Front once all is over, for what changed after a call had arrived: writes what differs into the calls, a
 * caller's own differences into the last call.
 * @returns the differences that belong to no call
 */
export function judge(front: FrontState, calls: PlayedCall[], say: Say): string[] {
  const stories = [...new Set(calls.map(({ story }) => story))];
  // The totals of a caller would only repeat that a call is missing.
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
      say('has not begun: the call before it has not arrived', 'n’a pas commencé : le précédent n’est pas arrivé'),
    ];
  if (workflow === null) return [say('Temporal has no workflow of it', 'Temporal n’en a pas de workflow')];
  const waiting = workflow.waitingFor.join(', ');
  return [
    say(`has not arrived: ${workflow.state}`, `n’est pas arrivé : ${workflow.state}`) +
      (waiting === '' ? '' : say(`, waits for ${waiting}`, `, attend ${waiting}`)),
    ...workflow.parked,
  ];
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts)];
}

/** @returns the lines that say how it went, call by call where it did not go as it should */
export function tellVerdict(calls: PlayedCall[], strangers: string[], say: Say): string[] {
  const wrong = calls.filter(({ differences }) => differences !== null && differences.length > 0);
  if (wrong.length === 0 && strangers.length === 0) {
    return [
      say(
        `All ${calls.length} calls arrived in Front as they should.`,
        `Les ${calls.length} appels sont arrivés dans Front comme il faut.`,
      ),
    ];
  }
  return [
    say(
      `${wrong.length} of ${calls.length} calls are not as they should be:`,
      `${wrong.length} appels sur ${calls.length} ne sont pas comme il faut :`,
    ),
    ...wrong.flatMap(({ callId, scripted, differences }) => [
      `✗ ${callId ?? '–'} ${scripted.title}`,
      ...(differences ?? []).map((difference) => `    ${difference}`),
    ]),
    ...strangers.map((difference) => `✗ ${difference}`),
  ];
}
