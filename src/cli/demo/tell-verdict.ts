import type { PlayedCall } from './played-call.ts';
import type { Say } from './say.ts';

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
