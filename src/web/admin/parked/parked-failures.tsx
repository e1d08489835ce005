import { usePage } from '../page-context.ts';
import { idsOf, type Parked, type Selection } from './parked.ts';

interface Props {
  parked: Parked;
  busy: boolean;
  onRetry: (selection: Selection) => void;
  onSkip: (selection: Selection) => void;
}

/** Parked calls by failure, to retry or skip together: they share a cause. */
export function ParkedFailures({ parked, busy, onRetry, onSkip }: Props) {
  const { texts, format } = usePage();
  const text = texts.parked;
  const groups: Array<{ name: string; selection: Selection }> = [
    // A workflow may be parked without a failure, so that one failure is not all.
    ...(parked.failures.some(({ count }) => count >= parked.total)
      ? []
      : [{ name: text.allFailures, selection: { count: parked.total } }]),
    ...parked.failures.map(({ failure, count }) => ({ name: failure, selection: { failure, count } })),
  ];
  const listed = (selection: Selection): number => idsOf(selection, parked.calls).length;
  return (
    <section className="card" aria-label={text.byFailure}>
      <h2>{text.byFailure}</h2>
      <ul className="groups">
        {groups.map(({ name, selection }) => (
          <li key={name}>
            <span className="group-name">
              {selection.failure === undefined ? <strong>{name}</strong> : <code lang="en">{name}</code>}{' '}
              <span className="muted">{text.total(format.number(selection.count))}</span>
            </span>
            <span className="actions">
              <button
                type="button"
                className="button"
                aria-disabled={busy}
                aria-label={`${text.retryAll(format.number(selection.count))}: ${name}`}
                onClick={() => onRetry(selection)}
              >
                {text.retryAll(format.number(selection.count))}
              </button>
              {listed(selection) === 0 ? null : (
                <button
                  type="button"
                  className="button button-quiet"
                  aria-disabled={busy}
                  aria-label={`${text.skipAll(format.number(listed(selection)))}: ${name}`}
                  onClick={() => onSkip(selection)}
                >
                  {text.skipAll(format.number(listed(selection)))}…
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
