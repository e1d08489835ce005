import { useEffect, useRef } from 'react';

export interface Said {
  kind: 'good' | 'bad';
  text: string;
}

/** What has become of what somebody did; it is read out by screen readers. */
export function Outcome({ said }: { said: Said | null }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (said !== null) box.current?.scrollIntoView({ block: 'nearest' });
  }, [said]);
  return (
    <div aria-live="polite" ref={box}>
      {said === null ? null : <p className={`notice notice-${said.kind}`}>{said.text}</p>}
    </div>
  );
}
