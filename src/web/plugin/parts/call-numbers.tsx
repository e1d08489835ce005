import { useEffect, useState } from 'react';
import { usePage } from '../page-context.ts';
import { toProblem } from '../to-problem.ts';
import { type CallingWay, useCallingWay } from '../use-calling-way.ts';
import { useLines } from '../use-lines.ts';
import { CallFrom } from './call-from.tsx';
import { Notice } from './notice.tsx';
import { NumberRow } from './number-row.tsx';

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
