import type { ReactNode } from 'react';
import { usePage } from '../page-context.ts';
import { PlainButton } from './plain-button.tsx';

interface NoticeProps {
  children: ReactNode;
  /** `problem`: something needs the reader; it is read out at once. */
  kind?: 'plain' | 'problem';
  onRetry?: (() => void) | undefined;
}

/** A sentence or two that stand alone. */
export function Notice({ children, kind = 'plain', onRetry }: NoticeProps) {
  const { texts } = usePage();
  return (
    <div className={`notice ${kind}`} role={kind === 'problem' ? 'alert' : 'status'}>
      <p>{children}</p>
      {onRetry === undefined ? null : <PlainButton onClick={onRetry}>{texts.tryAgain}</PlainButton>}
    </div>
  );
}
