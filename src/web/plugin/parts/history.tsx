import { Skeleton } from '@frontapp/ui-kit';
import { usePage } from '../page-context.ts';
import { useHistory } from '../use-history.ts';
import { CallItem } from './call-item.tsx';
import { Notice } from './notice.tsx';

/** The calls with any of these numbers, newest first. */
export function History({ numbers }: { numbers: string[] }) {
  const { texts } = usePage();
  const { answer, clockAheadSeconds, problem, reload } = useHistory(numbers);
  return (
    <section aria-labelledby="calls" className="history">
      <h2 id="calls">{texts.calls}</h2>
      {problem === null ? null : (
        <Notice kind="problem" onRetry={reload}>
          {problem.status === 0 ? texts.unreachable : problem.message}
        </Notice>
      )}
      {answer === null && problem === null ? (
        <div role="status">
          <span className="visually-hidden">{texts.loading}</span>
          <Skeleton height={48} className="skeleton" />
          <Skeleton height={48} className="skeleton" />
        </div>
      ) : null}
      {answer !== null && !answer.kept ? <Notice>{texts.historyOff}</Notice> : null}
      {answer?.kept && answer.calls.length === 0 ? <Notice>{texts.noCalls}</Notice> : null}
      <ul>
        {answer?.calls.map((call) => (
          <CallItem key={call.id} call={call} showNumber={numbers.length > 1} clockAheadSeconds={clockAheadSeconds} />
        ))}
      </ul>
    </section>
  );
}
