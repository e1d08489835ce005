import { closestWord } from './closest-word.ts';
import type { Fault } from './fault.ts';
import { variableNames } from './variables.ts';

/**
 * Finds variables that were meant to be ours. Others may begin with our words too (Kubernetes sets CALLTHREAD_PORT and
 * the like for every service), so only one that nearly is a variable of ours, which is not set itself, is told.
 */
export function findMisnamedVariables(env: NodeJS.ProcessEnv): Fault[] {
  const unset = variableNames.filter((name) => env[name] === undefined);
  return Object.keys(env).flatMap((name): Fault[] => {
    if (variableNames.includes(name) || !/^(?:front|aircall|callthread|temporal)_/i.test(name)) return [];
    const meant = closestWord(name, unset);
    if (meant === null) return [];
    return [{ path: [name], message: `is not a known variable. Did you mean ${meant}?`, about: 'key' }];
  });
}
