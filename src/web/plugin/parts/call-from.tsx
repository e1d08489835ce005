import { useId } from 'react';
import type { LinesAnswer } from '../backend/answers.ts';
import { usePage } from '../page-context.ts';
import type { CallingWay } from '../use-calling-way.ts';

interface CallFromProps {
  lines: LinesAnswer['lines'];
  way: CallingWay;
  onChoose: (lineId: number | null) => void;
}

/** Whether Call fills the number into the agent's phone, or starts the call at once, and then from which line. */
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
