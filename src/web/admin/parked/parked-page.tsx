import { useState } from 'react';
import { fetchJson } from '../../shared/fetch-json.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { usePage } from '../page-context.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Loading, ProblemNotice } from '../ui/problem-notice.tsx';
import { Outcome, useTask } from '../ui/task.tsx';
import { idsOf, type Parked, type Selection } from './parked.ts';
import { ParkedFailures } from './parked-failures.tsx';
import { ParkedList } from './parked-list.tsx';

interface Answered {
  answered: number;
  passedOver: number;
  more: boolean;
}

/** Temporal's lists lag: calls just answered stay hidden until the lists have caught up. */
const catchUpMs = 4000;
const fetchParked = (address: string, signal: AbortSignal): Promise<Parked> => fetchJson<Parked>(address, { signal });

/** The calls that wait for a person. */
export function ParkedPage() {
  const { texts, format } = usePage();
  const text = texts.parked;
  const { answer: listed, problem, loading, reload } = useAnswer('/api/parked', fetchParked);
  const task = useTask(texts.problem.temporal);
  const [toSkip, setToSkip] = useState<Selection | null>(null);
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());

  const calls = (listed?.calls ?? []).filter(({ workflowId }) => !answered.has(workflowId));
  const answer = (kind: 'retry' | 'skip', selection: Selection): void => {
    const { workflowId, failure } = selection;
    void task.run(async () => {
      const ids = idsOf(selection, calls);
      // A skip is final, so it applies only to the calls that the person has seen.
      const open = failure === undefined ? { all: true } : { failure };
      const body = kind === 'skip' || workflowId !== undefined ? { ids } : open;
      const outcome = await fetchJson<Answered>(`/api/parked/${kind}`, { body });
      if (!outcome.more) setAnswered((before) => new Set([...before, ...ids]));
      setTimeout(() => {
        setAnswered(new Set());
        reload();
      }, catchUpMs);
      const done = format.number(outcome.answered);
      return [
        kind === 'retry' ? text.retried(done) : text.skipped(done),
        outcome.passedOver === 0 ? '' : text.passedOver(format.number(outcome.passedOver)),
        outcome.more ? text.more : '',
      ]
        .filter(Boolean)
        .join(' ');
    });
  };

  const askToSkip = (selection: Selection): void => {
    if (!task.busy) setToSkip(selection);
  };
  return (
    <>
      <PageTitle title={text.title} lead={text.lead} />
      <Outcome result={task.result} />
      <p className="visually-hidden" role="status">
        {task.busy ? text.working : ''}
      </p>
      {problem === null ? null : (
        <ProblemNotice problem={problem} texts={texts} onRetry={reload} unavailable={texts.problem.temporal} />
      )}
      {listed === null && loading ? <Loading texts={texts} /> : null}
      {listed === null || problem !== null ? null : calls.length === 0 ? (
        <p className="empty">{text.empty}</p>
      ) : (
        <>
          <ParkedFailures
            parked={{ ...listed, calls }}
            busy={task.busy}
            onRetry={(selection) => answer('retry', selection)}
            onSkip={askToSkip}
          />
          {listed.total > listed.calls.length ? (
            <p className="muted">{text.some(format.number(listed.calls.length), format.number(listed.total))}</p>
          ) : null}
          <ParkedList
            calls={calls}
            busy={task.busy}
            onRetry={(selection) => answer('retry', selection)}
            onSkip={askToSkip}
          />
        </>
      )}
      {toSkip === null ? null : (
        <ConfirmDialog
          title={
            toSkip.workflowId === undefined
              ? text.skipAllTitle(format.number(idsOf(toSkip, calls).length))
              : texts.call.skipTitle
          }
          text={texts.call.skipText}
          confirm={texts.call.skipConfirm}
          onConfirm={() => answer('skip', toSkip)}
          onClose={() => setToSkip(null)}
        />
      )}
    </>
  );
}
