import type { CallDetails, CallView } from '../backend/answers.ts';
import { usePage } from '../page-context.ts';
import { useDetails } from '../use-details.ts';
import { AudioPlayer } from './audio-player.tsx';
import { Notice } from './notice.tsx';

/** What Aircall knows of the call now: audio to play, and comments. */
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
          onOver={reload}
        />
      ))}
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
              <bdi>{author ?? texts.somebody}</bdi> · {moments.time(postedAtSeconds)}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
