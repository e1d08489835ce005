import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallDetails, CallView } from '../../../http/plugin/answers.ts';
import type { Problem } from '../../shared/fetch-json.ts';
import { toProblem } from '../backend.ts';
import { Notice } from '../notice.tsx';
import { usePage } from '../page-context.ts';
import { AudioPlayer } from './audio-player.tsx';

/** The call's audio, AI summary and comments, fresh from Aircall. */
export function CallDetailsView({ call, number }: { call: CallView; number: string }) {
  const { texts, moments } = usePage();
  const { details, problem, reload } = useDetails(call.id, number, call.audio.join());
  return (
    <div className="details">
      {problem === null ? null : (
        <Notice kind="problem" onRetry={reload}>
          {problem.status === 0 ? texts.unreachable : problem.message}
        </Notice>
      )}
      {details === null && problem === null ? <Notice>{texts.loading}</Notice> : null}
      {details?.audio.map(({ kind, address }) => (
        <AudioPlayer
          key={kind}
          label={`${texts[kind]}, ${moments.time(call.startedAtSeconds)}`}
          title={texts[kind]}
          address={address}
          onExpired={reload}
        />
      ))}
      {details === null || details.summary === null ? null : (
        <>
          <h3>{texts.summary}</h3>
          <p className="comment">
            <bdi>{details.summary}</bdi>
          </p>
        </>
      )}
      {details === null ? null : <Comments comments={details.comments} />}
    </div>
  );
}

function Comments({ comments }: Pick<CallDetails, 'comments'>) {
  const { texts, moments } = usePage();
  if (comments.length === 0) return <p className="hint">{texts.noComments}</p>;
  return (
    <>
      <h3>{texts.comments}</h3>
      <ul className="comments">
        {comments.map(({ id, text, author, postedAtSeconds }) => (
          <li key={id}>
            <p className="comment">
              <bdi>{text}</bdi>
            </p>
            <p className="hint">
              <bdi>{author ?? texts.unknownAuthor}</bdi> · {moments.time(postedAtSeconds)}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

interface Details {
  details: CallDetails | null;
  problem: Problem | null;
  reload: () => void;
}

/** @param known the audio that the history lists: when it changes, the details are loaded again */
function useDetails(callId: number, number: string, known: string): Details {
  const { backend } = usePage();
  const [details, setDetails] = useState<CallDetails | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const latest = useRef(0);
  const load = useCallback(async () => {
    latest.current += 1;
    const mine = latest.current;
    try {
      const got = await backend.ask<CallDetails>(`calls/${callId}`, { number });
      if (latest.current !== mine) return;
      setDetails(got);
      setProblem(null);
    } catch (error) {
      if (latest.current === mine) setProblem(toProblem(error));
    }
  }, [backend, callId, number]);
  useEffect(() => void load(), [load, known]);
  return { details, problem, reload: () => void load() };
}
