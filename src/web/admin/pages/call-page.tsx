import { useEffect } from 'react';
import { Link } from 'wouter';
import { fetchJson } from '../../shared/fetch-json.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import type { OneCall } from '../api-types.ts';
import { usePage } from '../page-context.ts';
import { AnswerForm } from '../parts/answer-form.tsx';
import { CallFacts } from '../parts/call-facts.tsx';
import { useCallerName } from '../parts/caller.tsx';
import { ExternalLink } from '../parts/external-link.tsx';
import { Loading } from '../parts/loading.tsx';
import { Name } from '../parts/name.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { StateBadge } from '../parts/state-badge.tsx';
import { WorkflowCard } from '../parts/workflow-card.tsx';

/** While a workflow runs, what is shown of it is asked for again. */
const refreshMs = 4000;
const fetchCall = (address: string, signal: AbortSignal): Promise<OneCall> => fetchJson<OneCall>(address, { signal });

/** One call: what the ledger knows, what its workflow says, and what a person may do. */
export function CallPage({ id }: { id: string }) {
  const { texts, me } = usePage();
  const { answer, problem, loading, reload } = useAnswer(`/api/calls/${encodeURIComponent(id)}`, fetchCall);
  const runs = answer?.progress?.running === true;
  useEffect(() => {
    // An answer that takes long is waited for: to ask again would be to give it up.
    if (!runs || loading) return;
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, refreshMs);
    return () => clearInterval(timer);
  }, [runs, loading, reload]);

  return (
    <>
      <p className="way-back">
        <Link to="/">
          <span aria-hidden="true">← </span>
          {texts.common.backToCalls}
        </Link>
      </p>
      <PageTitle title={texts.call.title(id)} />
      {answer === null && loading ? <Loading texts={texts} /> : null}
      {problem !== null ? (
        <ProblemNotice
          problem={problem}
          texts={texts}
          onRetry={reload}
          unavailable={me.ledger ? texts.problem.bothAway : texts.problem.temporal}
        />
      ) : null}
      {answer === null ? null : <OneCallView id={id} answer={answer} reload={reload} />}
    </>
  );
}

function OneCallView({ id, answer, reload }: { id: string; answer: OneCall; reload: () => void }) {
  const { texts, me } = usePage();
  const nameOf = useCallerName();
  const { call, progress, reached, ledgerReached, links } = answer;
  const state = progress?.state?.state ?? progress?.shown.state ?? null;
  const hasLinks = Object.values(links).some((link) => link !== null);
  return (
    <>
      <div className="call-head">
        {call === null ? null : (
          <p className="call-who">
            <Name text={nameOf(call)} />
          </p>
        )}
        <p className="badges">
          {call === null ? null : <StateBadge state={call.state} names={texts.state} />}
          {progress?.running === true && state !== null && state !== call?.state ? (
            <StateBadge state={state} names={texts.workflowState} />
          ) : null}
        </p>
      </div>
      {reached ? null : <p className="notice notice-warn">{texts.call.workflowAway}</p>}
      {ledgerReached ? null : (
        <p className="notice notice-warn">{me.ledger ? texts.call.ledgerAway : texts.problem.noLedger}</p>
      )}
      <AnswerForm id={id} progress={progress} reload={reload} />
      <div className="columns">
        <div>
          {call === null ? null : <CallFacts call={call} />}
          {hasLinks ? (
            <section className="card" aria-label={texts.call.links}>
              <h2>{texts.call.links}</h2>
              <div className="actions">
                <ExternalLink href={links.front} text={texts.call.openFront} />
                <ExternalLink href={links.recording} text={texts.call.openRecording} />
                <ExternalLink href={links.voicemail} text={texts.call.openVoicemail} />
                <ExternalLink href={links.temporal} text={texts.call.openTemporal} />
              </div>
            </section>
          ) : null}
        </div>
        <WorkflowCard progress={progress} reached={reached} />
      </div>
    </>
  );
}
