import { Button, VisualSizesEnum } from '@frontapp/ui-kit';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { CallbackView, LinesAnswer } from '../../http/plugin/answers.ts';
import type { Problem } from '../shared/fetch-json.ts';
import { toProblem } from './backend.ts';
import { Notice } from './notice.tsx';
import { usePage } from './page-context.ts';

type Progress = { kind: 'calling' } | { kind: 'done'; message: string } | { kind: 'failed'; message: string };

interface CallNumbersProps {
  numbers: string[];
  /** Of a click in Front on the first number. */
  clickedKey: string | null;
  /** Those that are open for any of the numbers. */
  callbacks: CallbackView[];
}

/** The numbers with their Call buttons, and the choice of line. */
export function CallNumbers({ numbers, clickedKey, callbacks }: CallNumbersProps) {
  const { texts, backend } = usePage();
  const { lines, problem, reload } = useLines();
  const [way, choose] = useCallingWay(lines);
  const [progress, setProgress] = useState<(Progress & { number: string }) | null>(null);
  useEffect(() => setProgress(null), [clickedKey]);
  const mayCall = problem === null || problem.status !== 409;

  async function call(number: string, { line }: CallingWay): Promise<void> {
    if (progress?.kind === 'calling') return;
    setProgress({ number, kind: 'calling' });
    try {
      await backend.ask('dials', { to: number, lineId: line?.id ?? null });
      setProgress({ number, kind: 'done', message: line === null ? texts.filledIn : texts.started(line.name) });
    } catch (error) {
      const { status, message } = toProblem(error);
      setProgress({ number, kind: 'failed', message: status === 0 ? texts.unreachable : message });
    }
  }

  // A message belongs to its number: it disappears with another contact.
  const shown = progress !== null && numbers.includes(progress.number) ? progress : null;
  return (
    <section aria-label={texts.numbers} className="numbers">
      <ul>
        {numbers.map((number, index) => (
          <NumberRow
            key={number}
            number={number}
            readyKey={index === 0 ? clickedKey : null}
            callback={callbacks.find((callback) => sameDigits(callback.number, number)) ?? null}
            onCall={mayCall ? () => void call(number, way) : null}
          />
        ))}
      </ul>
      <div className="said" role="status">
        {shown?.kind === 'calling' ? <p>{texts.calling}</p> : null}
        {shown?.kind === 'done' ? <p className="good">{shown.message}</p> : null}
      </div>
      {shown?.kind === 'failed' ? <Notice kind="problem">{shown.message}</Notice> : null}
      {problem === null ? null : (
        <Notice kind="problem" onRetry={reload}>
          {problem.status === 0 ? texts.unreachable : problem.message}
        </Notice>
      )}
      {lines.length > 0 ? <CallFrom lines={lines} way={way} onChoose={choose} /> : null}
    </section>
  );
}

/** Front shows numbers with spaces. */
function sameDigits(one: string | null, other: string): boolean {
  return one !== null && one.replace(/\D/g, '') === other.replace(/\D/g, '');
}

interface NumberRowProps {
  number: string;
  callback: CallbackView | null;
  /** Identifies the click in Front on this number; null without one. */
  readyKey: string | null;
  /** Null if this teammate cannot call. */
  onCall: (() => void) | null;
}

function NumberRow({ number, callback, readyKey, onCall }: NumberRowProps) {
  const { texts, moments } = usePage();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // After a click on Call in Front, Enter is enough here. (The kit's button takes no ref.)
    if (readyKey !== null) row.current?.querySelector('button')?.focus();
  }, [readyKey]);
  return (
    <li ref={row} className={readyKey === null ? 'number' : 'number ready'}>
      <span className="digits">
        <bdi dir="ltr">{number}</bdi>
        {readyKey === null ? null : <span className="hint">{texts.readyToCall}</span>}
        {callback === null ? null : (
          <span className={callback.overdue ? 'callback overdue' : 'callback'}>
            <strong>{callback.overdue ? texts.callBackOverdue : texts.callBack}</strong>
            <span>{texts.missedSince(callback.misses, moments.time(callback.missedAtSeconds))}</span>
            {callback.attempts === 0 ? null : <span>{texts.attempts(callback.attempts)}</span>}
          </span>
        )}
      </span>
      {onCall === null ? null : (
        <Button type="primary" size={VisualSizesEnum.SMALL} className="call-button" onClick={onCall}>
          {texts.call}
          <span className="visually-hidden"> {number}</span>
        </Button>
      )}
    </li>
  );
}

interface Lines {
  lines: LinesAnswer['lines'];
  /** Status 409: this teammate cannot call, and the message says why. */
  problem: Problem | null;
  reload: () => void;
}

/** The lines that this teammate may call from, the last used first. */
function useLines(): Lines {
  const { backend } = usePage();
  const [lines, setLines] = useState<LinesAnswer['lines']>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const load = useCallback(async () => {
    try {
      setLines((await backend.ask<LinesAnswer>('lines')).lines);
      setProblem(null);
    } catch (error) {
      setProblem(toProblem(error));
    }
  }, [backend]);
  useEffect(() => void load(), [load]);
  return { lines, problem, reload: () => void load() };
}

interface CallFromProps {
  lines: LinesAnswer['lines'];
  way: CallingWay;
  onChoose: (lineId: number | null) => void;
}

/** Chooses what Call does: fill in the number on the agent's phone, or start the call from a line. */
function CallFrom({ lines, way, onChoose }: CallFromProps) {
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
interface CallingWay {
  line: LineChoice | null;
}

const storageKey = 'callthread-line';

/** How this teammate last called, kept in the browser if it lets a framed page store anything. */
function useCallingWay(lines: LineChoice[]): [CallingWay, (lineId: number | null) => void] {
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
