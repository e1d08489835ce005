import { Fragment, useId, useState } from 'react';
import type { CallView } from '../backend/answers.ts';
import { usePage } from '../page-context.ts';
import { AwaitedNote } from './awaited-note.tsx';
import { CallDetailsView } from './call-details-view.tsx';
import { DirectionMark } from './direction-mark.tsx';

interface CallItemProps {
  call: CallView;
  /** Where the contact has one number, all calls are with it. */
  showNumber: boolean;
  clockAheadSeconds: number;
}

/** One call; pressing it shows its audio and comments. */
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
