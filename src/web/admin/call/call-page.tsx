import { useEffect } from 'react';
import { Link } from 'wouter';
import type { CallProgress } from '../../../adapters/temporal/calls/call-state.ts';
import type { LedgerCall } from '../../../domain/ledger-call.ts';
import { fetchJson } from '../../shared/fetch-json.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { usePage } from '../page-context.ts';
import { Name, StateBadge, useCallerName } from '../ui/call-labels.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Loading, ProblemNotice } from '../ui/problem-notice.tsx';
import { AnswerForm } from './answer-form.tsx';
import { CallFacts } from './call-facts.tsx';
import { WorkflowCard } from './workflow-card.tsx';

interface OneCall {
  call: LedgerCall | null;
  /** False if the ledger did not answer, so `call` is unknown. */
  ledgerReached: boolean;
  /** False if Temporal did not answer, so `progress` is unknown. */
  reached: boolean;
  progress: CallProgress | null;
  links: { front: string | null; recording: string | null; voicemail: string | null; temporal: string | null };
}

/** How often the page polls while the workflow runs. */
const refreshMs = 4000;
const fetchCall = (address: string, signal: AbortSignal): Promise<OneCall> => fetchJson<OneCall>(address, { signal });

/** One call: the ledger's facts, Aircall's summary, the workflow's progress, and retry or skip. */
export function CallPage({ id }: { id: string }) {
  const { texts, me } = usePage();
  const { answer, problem, loading, reload } = useAnswer(`/api/calls/${encodeURIComponent(id)}`, fetchCall);
  const runs = answer?.progress?.running === true;
  useEffect(() => {
    // Polling again would abort a slow answer.
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
          {call === null ? null : <Summary id={id} />}
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

const fetchSummary = (address: string, signal: AbortSignal): Promise<{ summary: string | null }> =>
  fetchJson<{ summary: string | null }>(address, { signal });

/** Aircall's AI summary, fresh from Aircall; nothing where there is none, or Aircall does not answer. */
function Summary({ id }: { id: string }) {
  const { texts } = usePage();
  const { answer } = useAnswer(`/api/calls/${encodeURIComponent(id)}/summary`, fetchSummary);
  if (answer === null || answer.summary === null) return null;
  return (
    <section className="card" aria-label={texts.call.summary}>
      <h2>{texts.call.summary}</h2>
      <p className="summary">
        <bdi>{answer.summary}</bdi>
      </p>
    </section>
  );
}

/** A link to another web app; nothing if the address is not http(s). */
function ExternalLink({ href, text }: { href: string | null; text: string }) {
  const { texts } = usePage();
  const address = safeHref(href);
  if (address === undefined) return null;
  return (
    <a className="button" href={address} target="_blank" rel="noopener noreferrer">
      {text}
      <span aria-hidden="true"> ↗</span>
      <span className="visually-hidden"> {texts.common.opensElsewhere}</span>
    </a>
  );
}

/** @returns the address if it is http(s), else undefined: other schemes run code or leave the browser */
function safeHref(address: string | null | undefined): string | undefined {
  if (address === null || address === undefined || !URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
