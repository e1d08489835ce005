import type { CallProgress } from '../../../adapters/temporal/calls/call-state.ts';
import { usePage } from '../page-context.ts';
import { Name } from '../ui/call-labels.tsx';

/** What the call's workflow waits for, has done and has decided; its texts are English. */
export function WorkflowCard({ progress, reached }: { progress: CallProgress | null; reached: boolean }) {
  const { texts } = usePage();
  const text = texts.call;
  const state = progress?.state ?? null;
  if (!reached) return null;
  return (
    <section className="card" aria-label={text.workflow}>
      <h2>{text.workflow}</h2>
      {progress === null ? <p className="muted">{text.workflowUnknown}</p> : null}
      {progress !== null && state === null ? <p className="muted">{text.workerAway}</p> : null}
      {progress?.outcome?.reason == null ? null : (
        <p>
          <strong>{text.reason}:</strong> <span lang="en">{progress.outcome.reason}</span>
        </p>
      )}
      {state === null ? null : (
        <>
          {state.waitingFor.length === 0 ? null : (
            <>
              <h3>{text.awaited}</h3>
              <ul className="marks marks-wait" lang="en">
                {state.waitingFor.map((what) => (
                  <li key={what}>{what}</li>
                ))}
              </ul>
            </>
          )}
          <h3>{text.steps}</h3>
          {Object.keys(state.steps).length === 0 ? <p className="muted">{text.noSteps}</p> : null}
          <ul className="marks marks-done" lang="en">
            {Object.entries(state.steps).map(([step, result]) => (
              <li key={step}>
                <Name text={step} />
                <StepResult result={result} />
              </li>
            ))}
          </ul>
          {state.decisions.length === 0 ? null : (
            <>
              <h3>{text.decisions}</h3>
              <ul className="marks" lang="en">
                {state.decisions.map((decision) => (
                  <li key={decision}>
                    <Name text={decision} />
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </section>
  );
}

/** A step's result in one line: mostly Front's ids. */
function StepResult({ result }: { result: unknown }) {
  if (typeof result !== 'object' || result === null) return null;
  const facts = Object.entries(result).flatMap(([name, value]): string[] =>
    typeof value === 'string' && value !== '' ? [`${name} ${value}`] : [],
  );
  if (facts.length === 0) return null;
  return (
    <span className="muted given">
      <Name text={facts.join(' · ')} />
    </span>
  );
}
