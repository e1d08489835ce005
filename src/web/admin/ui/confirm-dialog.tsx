import { useEffect, useId, useRef } from 'react';
import { usePage } from '../page-context.ts';

interface Props {
  title: string;
  text: string;
  confirm: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before an action that cannot be undone. Render it to open it; Escape cancels. */
export function ConfirmDialog({ title, text, confirm, onConfirm, onClose }: Props) {
  const { texts } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Returns focus to the button that opened it.
    return () => shown?.close();
  }, []);
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby={`${id}title`} aria-describedby={`${id}text`}>
      <h2 id={`${id}title`}>{title}</h2>
      <p id={`${id}text`}>{text}</p>
      <div className="actions actions-end">
        <button type="button" className="button" onClick={onClose}>
          {texts.common.cancel}
        </button>
        <button
          type="button"
          className="button button-bad"
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {confirm}
        </button>
      </div>
    </dialog>
  );
}
