import { useState } from 'react';
import { fetchJson } from '../../shared/fetch-json.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { usePage } from '../page-context.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Loading, ProblemNotice } from '../ui/problem-notice.tsx';
import { Outcome, useTask } from '../ui/task.tsx';
import { idsOf, type Parked, type Which } from './parked.ts';
import { ParkedFailures } from './parked-failures.tsx';
import { ParkedList } from './parked-list.tsx';

export interface Answered {
  answered: number;
  passedOver: number;
  more: boolean;
}

/** Temporal's lists are a moment behind: what was just answered is not shown again until they have caught up. */
const catchUpMs = 4000;
const fetchParked = (address: string, signal: AbortSignal): Promise<Parked> => fetchJson<Parked>(address, { signal });

/** What waits for a person. */
export function ParkedPage() {
  const { texts, format } = usePage();
  const text = texts.parked;
  const { answer: listed, problem, loading, reload } = useAnswer('/api/parked', fetchParked);
  const task = useTask(texts.problem.temporal);
  const [asked, setAsked] = useState<Which | null>(null);
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());

  const calls = (listed?.calls ?? []).filter(({ workflowId }) => !answered.has(workflowId));
  const tell = (kind: 'retry' | 'skip', which: Which): void => {
    const { workflowId, failure } = which;
    void task.run(async () => {
      const ids = idsOf(which, calls);
      // A skip is for good, so it takes what the person has seen, and nothing that was parked since.
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

  const askToSkip = (which: Which): void => {
    if (!task.busy) setAsked(which);
  };
  return (
    <>
      <PageTitle title={text.title} lead={text.lead} />
      <Outcome said={task.said} />
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
            onRetry={(which) => tell('retry', which)}
            onSkip={askToSkip}
          />
          {listed.total > listed.calls.length ? (
            <p className="muted">{text.some(format.number(listed.calls.length), format.number(listed.total))}</p>
          ) : null}
          <ParkedList calls={calls} busy={task.busy} onRetry={(which) => tell('retry', which)} onSkip={askToSkip} />
        </>
      )}
      {asked === null ? null : (
        <ConfirmDialog
          title={
            asked.workflowId === undefined
              ? text.skipAllTitle(format.number(idsOf(asked, calls).length))
              : texts.call.skipTitle
          }
          text={texts.call.skipText}
          confirm={texts.call.skipConfirm}
          onConfirm={() => tell('skip', asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
