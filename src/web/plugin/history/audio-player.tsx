import { useEffect, useRef, useState } from 'react';
import { Notice } from '../notice.tsx';
import { usePage } from '../page-context.ts';

interface AudioPlayerProps {
  title: string;
  label: string;
  /** It dies after a quarter of an hour. */
  address: string;
  /** Asks for a new address. */
  onOver: () => void;
}

/** An address that fails when it is this young has not died: there is something else the matter. */
const youngMs = 60_000;

/** The browser's own player: it knows keyboards and screen readers. Nothing is fetched before somebody presses play. */
export function AudioPlayer({ title, label, address, onOver }: AudioPlayerProps) {
  const { texts } = usePage();
  const audio = useRef<HTMLAudioElement>(null);
  // What plays goes on with its address, whatever new ones come; `resumeAt` says that a new one is waited for.
  const [current, setCurrent] = useState({ address, sinceMs: Date.now() });
  const resumeAt = useRef<number | null>(null);
  const [hasFailed, setHasFailed] = useState(false);

  useEffect(() => {
    if (resumeAt.current !== null) setCurrent({ address, sinceMs: Date.now() });
  }, [address]);
  useEffect(() => {
    const player = audio.current;
    if (player === null || resumeAt.current === null) return;
    player.currentTime = resumeAt.current;
    resumeAt.current = null;
    // Where the browser wants another press of the button, the button is there.
    player.play().catch(() => {});
  }, [current]);

  function fail(): void {
    if (resumeAt.current !== null) return;
    if (Date.now() - current.sinceMs < youngMs) setHasFailed(true);
    else renew();
  }

  function renew(): void {
    resumeAt.current = audio.current?.currentTime ?? 0;
    setHasFailed(false);
    onOver();
  }

  return (
    <figure className="audio">
      <figcaption>{title}</figcaption>
      <audio ref={audio} controls preload="none" src={current.address} aria-label={label} onError={fail} />
      {hasFailed ? (
        <Notice kind="problem" onRetry={renew}>
          {texts.notPlayable}
        </Notice>
      ) : null}
    </figure>
  );
}
