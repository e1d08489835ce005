import { Link } from 'wouter';
import { usePage } from '../page-context.ts';
import { Name, useCallerName } from '../ui/call-labels.tsx';
import { ParkedReasons } from '../ui/parked-reasons.tsx';
import type { Parked, Selection } from './parked.ts';

interface Props {
  calls: Parked['calls'];
  busy: boolean;
  onRetry: (selection: Selection) => void;
  onSkip: (selection: Selection) => void;
}

/** Each parked call with its reasons. */
export function ParkedList({ calls, busy, onRetry, onSkip }: Props) {
  const { texts } = usePage();
  return (
    <ul className="parked-list" aria-label={texts.parked.title}>
      {calls.map((call) => (
        <ParkedItem key={call.workflowId} parked={call} busy={busy} onRetry={onRetry} onSkip={onSkip} />
      ))}
    </ul>
  );
}

function ParkedItem({ parked, busy, onRetry, onSkip }: Omit<Props, 'calls'> & { parked: Parked['calls'][number] }) {
  const { me, texts, format } = usePage();
  const nameOf = useCallerName();
  const text = texts.parked;
  const { call, callId, workflowId } = parked;
  const title = call === null ? (callId === null ? workflowId : texts.call.title(String(callId))) : nameOf(call);
  const kind = call?.qualification ?? parked.qualification;
  const line = call?.line.name ?? parked.line;
  const time = format.dateTime(call?.startedAtSeconds ?? parked.startedAtSeconds);
  const selection = { workflowId, count: 1 };
  return (
    <li className="card">
      <div className="parked-head">
        <h2 className="parked-title">
          {callId === null ? (
            <Name text={title} />
          ) : (
            <Link to={`/calls/${callId}`}>
              <Name text={title} />
            </Link>
          )}
        </h2>
        <p className="muted">
          {callId === null ? `${text.other} · ` : ''}
          {kind === null ? '' : `${me.qualification[kind] ?? kind} · `}
          {line === null ? null : (
            <>
              <Name text={line} />
              {' · '}
            </>
          )}
          {time}
        </p>
      </div>
      {parked.steps === null || parked.steps.length === 0 ? (
        <p>
          <code lang="en">{parked.failure}</code>{' '}
          <span className="muted">{callId === null ? '' : text.remedyAway}</span>
        </p>
      ) : (
        <ParkedReasons steps={parked.steps} />
      )}
      <div className="actions">
        <button
          type="button"
          className="button button-primary"
          aria-disabled={busy}
          aria-label={text.retryOne(title)}
          onClick={() => onRetry(selection)}
        >
          {texts.common.retry}
        </button>
        <button
          type="button"
          className="button"
          aria-disabled={busy}
          aria-label={text.skipOne(title)}
          onClick={() => onSkip(selection)}
        >
          {texts.common.skip}…
        </button>
      </div>
    </li>
  );
}
