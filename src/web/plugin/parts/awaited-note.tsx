import { useEffect, useState } from 'react';
import type { Awaited } from '../backend/answers.ts';
import { usePage } from '../page-context.ts';

const tickMs = 1000;

/** `Voicemail in 2 min`, counting down. */
export function AwaitedNote({ awaited, clockAheadSeconds }: { awaited: Awaited; clockAheadSeconds: number }) {
  const { texts, moments } = usePage();
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    if (awaited.dueAtSeconds === null) return;
    const timer = setInterval(() => setNowMs(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [awaited.dueAtSeconds]);
  const leftSeconds = (awaited.dueAtSeconds ?? 0) - (nowMs / 1000 + clockAheadSeconds);
  return (
    <span className="badge awaited">
      {texts.awaited(awaited.kind, leftSeconds > 0 ? moments.wait(leftSeconds) : null)}
    </span>
  );
}
