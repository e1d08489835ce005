import { Button, VisualSizesEnum } from '@frontapp/ui-kit';
import { useEffect, useRef } from 'react';
import { usePage } from '../page-context.ts';

interface NumberRowProps {
  number: string;
  /** Of the click in Front that asked for this number; null when there was none. */
  readyKey: string | null;
  /** null: nobody can call from here. */
  onCall: (() => void) | null;
}

export function NumberRow({ number, readyKey, onCall }: NumberRowProps) {
  const { texts } = usePage();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // Whoever clicked Call in Front has only to press Enter here. (The kit's button takes no ref.)
    if (readyKey !== null) row.current?.querySelector('button')?.focus();
  }, [readyKey]);
  return (
    <li ref={row} className={readyKey === null ? 'number' : 'number ready'}>
      <span className="digits">
        <bdi dir="ltr">{number}</bdi>
        {readyKey === null ? null : <span className="hint">{texts.readyToCall}</span>}
      </span>
      {onCall === null ? null : (
        <Button type="primary" size={VisualSizesEnum.SMALL} className="call-button" onClick={onCall}>
          {texts.call}
          <span className="visually-hidden"> {number}</span>
        </Button>
      )}
    </li>
  );
}
