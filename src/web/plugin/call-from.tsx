import { useId, useState } from 'react';
import type { LinesAnswer } from './answers.ts';
import { usePage } from './page-context.ts';

interface CallFromProps {
  lines: LinesAnswer['lines'];
  way: CallingWay;
  onChoose: (lineId: number | null) => void;
}

/** Chooses what Call does: fill in the number on the agent's phone, or start the call from a line. */
export function CallFrom({ lines, way, onChoose }: CallFromProps) {
  const { texts } = usePage();
  const id = useId();
  return (
    <div className="call-from">
      <label htmlFor={id}>{texts.callFrom}</label>
      <select
        id={id}
        aria-describedby={`${id}-hint`}
        value={way.line?.id ?? ''}
        onChange={({ target }) => onChoose(target.value === '' ? null : Number(target.value))}
      >
        <option value="">{texts.onMyPhone}</option>
        <optgroup label={texts.startAtOnceFrom}>
          {lines.map(({ id: lineId, name, number }) => (
            <option key={lineId} value={lineId}>
              {number === null ? name : `${name} (${number})`}
            </option>
          ))}
        </optgroup>
      </select>
      <p id={`${id}-hint`} className="hint">
        {way.line === null ? texts.onMyPhoneHint : texts.startAtOnceHint}
      </p>
    </div>
  );
}

type LineChoice = LinesAnswer['lines'][number];

/** With `line` null, the number is filled in on the agent's phone. */
export interface CallingWay {
  line: LineChoice | null;
}

const storageKey = 'callthread-line';

/** How this teammate last called, kept in the browser if it lets a framed page store anything. */
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
    // The next visit starts with the phone again.
  }
}
