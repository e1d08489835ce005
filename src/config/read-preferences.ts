import type { Preferences } from '../domain/settings.ts';
import type { Problem } from './config-error.ts';
import type { Fault } from './fault.ts';
import { findKeyFaults, renameKeys } from './map-keys.ts';
import { PreferencesFile } from './preferences-file.ts';
import { toFaults } from './to-faults.ts';
import { showPath, toProblem } from './to-problem.ts';
import { parseYamlFile } from './yaml-file.ts';

export interface PreferencesReading {
  /** null when the file cannot be used. */
  preferences: Preferences | null;
  problems: Problem[];
}

/**
 * @param text of the YAML file; an empty one means the defaults
 * @param name of the file, as the person who reads the problems knows it
 */
export function readPreferences(text: string, name: string): PreferencesReading {
  const file = parseYamlFile(text);
  const syntax = file.faults.map(({ line, message }) =>
    toProblem({ path: [], message, about: 'key' }, `${name}:${line}`, null),
  );
  if (!file.whole) return { preferences: null, problems: syntax };
  const result = PreferencesFile.safeParse(file.data);
  const faults = [...toFaults(result.error?.issues ?? [], PreferencesFile, file.data), ...findKeyFaults(file.data)];
  const inOrder = faults.toSorted((a, b) => file.lineOf(a.path) - file.lineOf(b.path));
  const place = ({ path }: Fault): string => `${name}:${file.lineOf(path)} ${showPath(path)}`.trim();
  return {
    preferences: result.success ? toPreferences(result.data) : null,
    problems: [...syntax, ...inOrder.map((fault) => toProblem(fault, place(fault), file.data))],
  };
}

function toPreferences(file: PreferencesFile): Preferences {
  const { delay, settle, giveUpAfter } = file.voicemail;
  return {
    ...file,
    lines: renameKeys('lines', file.lines),
    agents: renameKeys('agents', file.agents),
    tags: renameKeys('tags', file.tags),
    voicemail: { delayMs: delay, settleMs: settle, giveUpAfterMs: giveUpAfter },
    retention: { callsMs: file.retention.calls },
  };
}
