import { useState } from 'react';
import type { LinesAnswer } from './backend/answers.ts';

type LineChoice = LinesAnswer['lines'][number];

/** `line` null: the number is filled into the agent's phone. */
export interface CallingWay {
  line: LineChoice | null;
}

const storageKey = 'callthread-line';

/** How this teammate called last; kept in the browser, where it lets a framed page keep anything. */
export function useCallingWay(lines: LineChoice[]): [CallingWay, (lineId: number | null) => void] {
  const [lineId, setLineId] = useState(remembered);
  const line = lines.find(({ id }) => id === lineId) ?? null;
  return [
    { line },
    (chosen) => {
      setLineId(chosen);
      remember(chosen);
    },
  ];
}

function remembered(): number | null {
  try {
    return Number(localStorage.getItem(storageKey)) || null;
  } catch {
    return null;
  }
}

function remember(lineId: number | null): void {
  try {
    if (lineId === null) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, String(lineId));
  } catch {
    // The next visit begins with the phone again: nothing is lost.
  }
}
