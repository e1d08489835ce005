import { useId, useState } from 'react';
import type { CallProgress } from '../../../adapters/temporal/calls/call-state.ts';
import { fetchJson, Problem } from '../../shared/fetch-json.ts';
import { usePage } from '../page-context.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ParkedReasons } from '../ui/parked-reasons.tsx';
import { Outcome, useTask } from '../ui/task.tsx';

interface Props {
  id: string;
  progress: CallProgress | null;
  reload: () => void;
}

/** Retry (optionally with another inbox) or skip, for a parked call. */
export function AnswerForm({ id, progress, reload }: Props) {
  const { texts } = usePage();
  const text = texts.call;
  const task = useTask(texts.problem.temporal);
  const [asking, setAsking] = useState(false);
  const [inbox, setInbox] = useState('');
  const field = useId();
  const parked = progress?.running === true && (progress.state?.state ?? progress.shown.state) === 'parked';

  const answer = (kind: 'retry' | 'skip'): void => {
    const body = kind === 'retry' && inbox.trim() !== '' ? { inbox: inbox.trim() } : {};
    void task.run(async () => {
      try {
        await fetchJson(`/api/calls/${encodeURIComponent(id)}/${kind}`, { body });
      } catch (error) {
        reload();
        throw error instanceof Problem && error.status === 409 ? new Problem(409, text.notParked) : error;
      }
      // Gives the workflow a moment to resume; the page keeps polling while it runs.
      setTimeout(reload, 700);
      return kind === 'retry' ? text.retried : text.skipped;
    });
  };

  return (
    <>
      <Outcome result={task.result} />
      {!parked ? null : (
        <section className="card card-bad" aria-label={texts.state.parked}>
          {progress?.state === null || progress === null ? (
            <p lang="en">{progress?.shown.failure}</p>
          ) : (
            <ParkedReasons steps={progress.state.parked} />
          )}
          <form
            className="answer"
            onSubmit={(event) => {
              event.preventDefault();
              answer('retry');
            }}
          >
            <div className="field">
              <label htmlFor={field}>{text.inbox}</label>
              <input
                id={field}
                value={inbox}
                maxLength={200}
                autoComplete="off"
                aria-describedby={`${field}hint`}
                onChange={(event) => setInbox(event.target.value)}
              />
              <p className="hint" id={`${field}hint`}>
                {text.inboxHint}
              </p>
            </div>
            <div className="actions">
              <button type="submit" className="button button-primary" aria-disabled={task.busy}>
                {texts.common.retry}
              </button>
              <button type="button" className="button" aria-disabled={task.busy} onClick={() => setAsking(true)}>
                {texts.common.skip}…
              </button>
            </div>
          </form>
        </section>
      )}
      {asking ? (
        <ConfirmDialog
          title={text.skipTitle}
          text={text.skipText}
          confirm={text.skipConfirm}
          onConfirm={() => answer('skip')}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
