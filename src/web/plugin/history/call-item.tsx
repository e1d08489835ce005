import { Fragment, useEffect, useId, useState } from 'react';
import type { CallView } from '../../../http/plugin/answers.ts';
import { usePage } from '../page-context.ts';
import { CallDetailsView } from './call-details.tsx';

interface CallItemProps {
  call: CallView;
  /** False if the contact has only one number. */
  showNumber: boolean;
  clockAheadSeconds: number;
}

/** One call; clicking it shows its audio and comments. */
export function CallItem({ call, showNumber, clockAheadSeconds }: CallItemProps) {
  const { texts, moments } = usePage();
  const [isOpen, setIsOpen] = useState(false);
  const detailsId = useId();
  const length = call.answered ? call.talkSeconds : call.ringSeconds;
  const facts = [
    call.line,
    call.agent ?? (call.answered ? texts.unknownAgent : null),
    length === null ? null : (call.answered ? texts.talked : texts.rang)(moments.length(length)),
    showNumber ? call.number : null,
  ];
  return (
    <li className="call">
      <button type="button" aria-expanded={isOpen} aria-controls={detailsId} onClick={() => setIsOpen(!isOpen)}>
        <DirectionMark direction={call.direction} answered={call.answered} />
        <span className="what">
          <span className="title">{call.title}</span>
          <time dateTime={new Date(call.startedAtSeconds * 1000).toISOString()}>
            {moments.time(call.startedAtSeconds)}
          </time>
          <span className="facts">
            {facts
              .filter((fact) => fact !== null)
              .map((fact, index) => (
                <Fragment key={`${index} ${fact}`}>
                  {index === 0 ? null : ' · '}
                  <bdi>{fact}</bdi>
                </Fragment>
              ))}
          </span>
          <span className="badges">
            {call.audio.map((kind) => (
              <span key={kind} className="badge there">
                {texts[kind]}
              </span>
            ))}
            {call.awaited.map((awaited) => (
              <AwaitedNote key={awaited.kind} awaited={awaited} clockAheadSeconds={clockAheadSeconds} />
            ))}
            {call.parked === null ? null : <span className="badge parked">{texts.notInFront}</span>}
          </span>
        </span>
      </button>
      {call.parked === null ? null : (
        <p className="parked-note">
          {call.parked.reason} {call.parked.remedy}
        </p>
      )}
      <div id={detailsId} hidden={!isOpen}>
        {isOpen && call.number !== null ? <CallDetailsView call={call} number={call.number} /> : null}
      </div>
    </li>
  );
}

const tickMs = 1000;

/** `Voicemail in 2 min`, counting down. */
function AwaitedNote({
  awaited,
  clockAheadSeconds,
}: {
  awaited: CallView['awaited'][number];
  clockAheadSeconds: number;
}) {
  const { texts, moments } = usePage();
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    if (awaited.dueAtSeconds === null) return;
    const timer = setInterval(() => setNowMs(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [awaited.dueAtSeconds]);
  const leftSeconds = (awaited.dueAtSeconds ?? 0) - (nowMs / 1000 + clockAheadSeconds);
  return (
    <span className="badge awaited">
      {texts.awaited(awaited.kind, leftSeconds > 0 ? moments.wait(leftSeconds) : null)}
    </span>
  );
}

interface DirectionMarkProps {
  direction: 'inbound' | 'outbound';
  answered: boolean;
}

/** An arrow in or out; the call's title says the same in words. */
function DirectionMark({ direction, answered }: DirectionMarkProps) {
  const arrow = direction === 'inbound' ? 'M11 5 5 11M5 6v5h5' : 'M5 11l6-6M6 5h5v5';
  return (
    <svg className={answered ? 'mark' : 'mark unanswered'} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={arrow}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
