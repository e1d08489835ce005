import { Link } from 'wouter';
import type { LedgerCallback } from '../../../domain/callbacks/debt.ts';
import { usePage } from '../page-context.ts';
import { Caller, Name, StateBadge, useCallerName } from '../ui/call-labels.tsx';
import { WideTable } from '../ui/tables.tsx';

interface Props {
  callbacks: LedgerCallback[];
  busy: boolean;
  onSkip: (callback: LedgerCallback) => void;
}

/** Callbacks as rows. */
export function CallbackTable({ callbacks, busy, onSkip }: Props) {
  const { texts } = usePage();
  const text = texts.callbacks;
  const wide = { className: 'wide' };
  const heads = [
    { name: text.caller },
    { name: text.line, ...wide },
    { name: text.missed, ...wide },
    { name: text.attempts, ...wide },
    { name: text.outcome, ...wide },
    { name: texts.calls.state },
  ];
  return (
    <WideTable title={text.title} heads={heads}>
      {callbacks.map((callback) => (
        <CallbackItem key={callback.id} callback={callback} busy={busy} onSkip={onSkip} />
      ))}
    </WideTable>
  );
}

function CallbackItem({ callback, busy, onSkip }: Omit<Props, 'callbacks'> & { callback: LedgerCallback }) {
  const { texts, format } = usePage();
  const nameOf = useCallerName();
  const outcome = useOutcome(callback);
  const text = texts.callbacks;
  const { id, state, line, missedAtSeconds, misses, attempts } = callback;
  // A callback without a caller is one that was erased.
  const party = { ...callback, erased: true } as const;
  const missed = format.dateTime(missedAtSeconds);
  const missCount = text.misses(format.number(misses));
  const tried = text.tried(format.number(attempts));
  return (
    <tr>
      <th scope="row">
        <Link to={`/calls/${id}`}>
          <Caller call={party} />
          <span className="visually-hidden">, {missed}</span>
        </Link>
        <span className="narrow muted">
          {missed} · {missCount}
          <br />
          <Name text={line.name} /> · {tried}
          <br />
          <Name text={outcome} />
        </span>
      </th>
      <td className="wide">
        <Name text={line.name} />
      </td>
      <td className="wide">
        <span className="nowrap">{missed}</span>
        {misses > 1 ? (
          <>
            <br />
            <span className="muted">{missCount}</span>
          </>
        ) : null}
      </td>
      <td className="wide">{attempts === 0 ? <span className="muted">{texts.common.none}</span> : tried}</td>
      <td className="wide">
        <Name text={outcome} />
      </td>
      <td>
        <StateBadge state={state} names={text.state} />
        {state === 'closed' ? null : (
          <button
            type="button"
            className="button button-quiet"
            aria-disabled={busy}
            aria-label={text.skipOne(nameOf(party))}
            onClick={() => onSkip(callback)}
          >
            {texts.common.skip}…
          </button>
        )}
      </td>
    </tr>
  );
}

/** @returns what closed it; the time of the next step while it is open */
function useOutcome({
  closedBy,
  closedAtSeconds,
  missedAtSeconds,
  nextStepAtSeconds,
  agentName,
}: LedgerCallback): string {
  const { texts, format } = usePage();
  const { closedBy: names, next } = texts.callbacks;
  if (closedBy === null) {
    return nextStepAtSeconds === null ? texts.common.none : `${next}: ${format.dateTime(nextStepAtSeconds)}`;
  }
  const after = format.duration((closedAtSeconds ?? missedAtSeconds) - missedAtSeconds);
  if (closedBy === 'call') return names.call(agentName, after);
  return closedBy === 'reply' ? names.reply(after) : names[closedBy];
}
