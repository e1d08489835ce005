import { useEffect, useRef, useState } from 'react';
import { Notice } from '../notice.tsx';
import { usePage } from '../page-context.ts';

interface AudioPlayerProps {
  title: string;
  label: string;
  /** Expires after 15 minutes. */
  address: string;
  /** Requests a new address. */
  onExpired: () => void;
}

/** A younger address cannot have expired: its failure has another cause. */
const minExpiryMs = 60_000;

/** The browser's own player, usable by keyboard and screen reader. It fetches nothing before play is pressed. */
export function AudioPlayer({ title, label, address, onExpired }: AudioPlayerProps) {
  const { texts } = usePage();
  const audio = useRef<HTMLAudioElement>(null);
  // Playback keeps its address when new ones arrive, unless `resumeAt` shows that it waits for one.
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
    // A browser that requires another click still shows the button.
    player.play().catch(() => {});
  }, [current]);

  function fail(): void {
    if (resumeAt.current !== null) return;
    if (Date.now() - current.sinceMs < minExpiryMs) setHasFailed(true);
    else renew();
  }

  function renew(): void {
    resumeAt.current = audio.current?.currentTime ?? 0;
    setHasFailed(false);
    onExpired();
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
