import { Button, VisualSizesEnum } from '@frontapp/ui-kit';
import type { ReactNode } from 'react';
import { usePage } from './page-context.ts';

interface NoticeProps {
  children: ReactNode;
  /** `problem` is announced at once by screen readers. */
  kind?: 'plain' | 'problem';
  onRetry?: (() => void) | undefined;
}

/** A short message, with an optional retry button. */
export function Notice({ children, kind = 'plain', onRetry }: NoticeProps) {
  const { texts } = usePage();
  return (
    <div className={`notice ${kind}`} role={kind === 'problem' ? 'alert' : 'status'}>
      <p>{children}</p>
      {onRetry === undefined ? null : <PlainButton onClick={onRetry}>{texts.tryAgain}</PlainButton>}
    </div>
  );
}

/** Front's button in colours that also suit dark mode (the kit's own are for light pages). */
function PlainButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button type="secondary" size={VisualSizesEnum.SMALL} className="plain-button" onClick={onClick}>
      {children}
    </Button>
  );
}
