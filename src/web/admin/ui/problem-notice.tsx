import type { Texts } from '../../../texts/text-types.ts';
import type { Problem } from '../../shared/fetch-json.ts';

interface Props {
  problem: Problem;
  texts: Texts['admin'];
  /** What a 503 means for this request. */
  unavailable?: string;
  onRetry?: () => void;
}

/** Why something could not be loaded, and what to do. */
export function ProblemNotice({ problem, texts, unavailable, onRetry }: Props) {
  return (
    <div className="notice notice-bad" role="alert">
      <p>
        <strong>{texts.problem.title}</strong>
      </p>
      <p>{problemText(problem, texts, unavailable)}</p>
      {problem.status === 401 ? (
        <a className="button" href={`${location.pathname}${location.search}`}>
          {texts.common.tryAgain}
        </a>
      ) : onRetry === undefined ? null : (
        <button type="button" className="button" onClick={onRetry}>
          {texts.common.tryAgain}
        </button>
      )}
    </div>
  );
}

/** @returns the problem in the page's language where the page knows it, else the server's own detail */
export function problemText({ status, message }: Problem, texts: Texts['admin'], unavailable?: string): string {
  if (status === 0) return texts.problem.unreachable;
  if (status === 401) return texts.problem.loggedOut;
  if (status === 503 && unavailable !== undefined) return unavailable;
  return status === 500 ? texts.problem.failed : message;
}

export function Loading({ texts }: { texts: Texts['admin'] }) {
  return (
    <p className="loading" role="status">
      <span className="spinner" aria-hidden="true" />
      {texts.common.loading}
    </p>
  );
}
