import { Button, VisualSizesEnum } from '@frontapp/ui-kit';
import type { ReactNode } from 'react';

/** Front's button, in colours that also suit the dark (the kit's own are for light pages). */
export function PlainButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button type="secondary" size={VisualSizesEnum.SMALL} className="plain-button" onClick={onClick}>
      {children}
    </Button>
  );
}
