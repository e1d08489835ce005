import { Button, VisualSizesEnum } from '@frontapp/ui-kit';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../shared/fetch-json.ts';
import type { LinesAnswer } from './answers.ts';
import { toProblem } from './backend.ts';
import { CallFrom, type CallingWay, useCallingWay } from './call-from.tsx';
import { Notice } from './notice.tsx';
import { usePage } from './page-context.ts';

type Progress = { kind: 'calling' } | { kind: 'done'; said: string } | { kind: 'failed'; said: string };

/** The numbers, each with Call, and from where to call. @param clickedKey of the click on the first number, if there was one */
export function CallNumbers({ numbers, clickedKey }: { numbers: string[]; clickedKey: string | null }) {
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
      setProgress({ number, kind: 'done', said: line === null ? texts.filledIn : texts.started(line.name) });
    } catch (error) {
      const { status, message } = toProblem(error);
      setProgress({ number, kind: 'failed', said: status === 0 ? texts.unreachable : message });
    }
  }

  // What was said of a call belongs to its number: with another contact it goes.
  const said = progress !== null && numbers.includes(progress.number) ? progress : null;
  return (
    <section aria-label={texts.numbers} className="numbers">
      <ul>
        {numbers.map((number, index) => (
          <NumberRow
            key={number}
            number={number}
            readyKey={index === 0 ? clickedKey : null}
            onCall={mayCall ? () => void call(number, way) : null}
          />
        ))}
      </ul>
      <div className="said" role="status">
        {said?.kind === 'calling' ? <p>{texts.calling}</p> : null}
        {said?.kind === 'done' ? <p className="good">{said.said}</p> : null}
      </div>
      {said?.kind === 'failed' ? <Notice kind="problem">{said.said}</Notice> : null}
      {problem === null ? null : (
        <Notice kind="problem" onRetry={reload}>
          {problem.status === 0 ? texts.unreachable : problem.message}
        </Notice>
      )}
      {lines.length > 0 ? <CallFrom lines={lines} way={way} onChoose={choose} /> : null}
    </section>
  );
}

interface NumberRowProps {
  number: string;
  /** Of the click in Front that asked for this number; null when there was none. */
  readyKey: string | null;
  /** null: nobody can call from here. */
  onCall: (() => void) | null;
}

function NumberRow({ number, readyKey, onCall }: NumberRowProps) {
  const { texts } = usePage();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // Whoever clicked Call in Front has only to press Enter here. (The kit's button takes no ref.)
    if (readyKey !== null) row.current?.querySelector('button')?.focus();
  }, [readyKey]);
  return (
    <li ref={row} className={readyKey === null ? 'number' : 'number ready'}>
      <span className="digits">
        <bdi dir="ltr">{number}</bdi>
        {readyKey === null ? null : <span className="hint">{texts.readyToCall}</span>}
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
  /** 409: this teammate cannot call at all, and the message says why. */
  problem: Problem | null;
  reload: () => void;
}

/** The lines that this teammate may call from, the one last called from first. */
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
