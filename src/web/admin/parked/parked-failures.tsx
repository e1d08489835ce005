import { usePage } from '../page-context.ts';
import { idsOf, type Parked, type Which } from './parked.ts';

interface Props {
  parked: Parked;
  busy: boolean;
  onRetry: (which: Which) => void;
  onSkip: (which: Which) => void;
}

/** How many are parked for which failure, to be answered together: their cause is one. */
export function ParkedFailures({ parked, busy, onRetry, onSkip }: Props) {
  const { texts, format } = usePage();
  const text = texts.parked;
  const groups: Array<{ name: string; which: Which }> = [
    ...(parked.failures.length > 1 ? [{ name: text.allFailures, which: { count: parked.total } }] : []),
    ...parked.failures.map(({ failure, count }) => ({ name: failure, which: { failure, count } })),
  ];
  const listed = (which: Which): string => format.number(idsOf(which, parked.calls).length);
  return (
    <section className="card" aria-label={text.byFailure}>
      <h2>{text.byFailure}</h2>
      <ul className="groups">
        {groups.map(({ name, which }) => (
          <li key={name}>
            <span className="group-name">
              {which.failure === undefined ? <strong>{name}</strong> : <code lang="en">{name}</code>}{' '}
              <span className="muted">{text.total(format.number(which.count))}</span>
            </span>
            <span className="actions">
              <button
                type="button"
                className="button"
                aria-disabled={busy}
                aria-label={`${text.retryAll(format.number(which.count))}: ${name}`}
                onClick={() => onRetry(which)}
              >
                {text.retryAll(format.number(which.count))}
              </button>
              <button
                type="button"
                className="button button-quiet"
                aria-disabled={busy}
                aria-label={`${text.skipAll(listed(which))}: ${name}`}
                onClick={() => onSkip(which)}
              >
                {text.skipAll(listed(which))}…
              </button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
