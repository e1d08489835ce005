import { useEffect, useState } from 'react';
import type { CallbackView } from '../../http/plugin/answers.ts';
import { CallNumbers } from './call-numbers.tsx';
import { History } from './history/history.tsx';
import { Notice } from './notice.tsx';
import { usePage } from './page-context.ts';
import { useFront } from './use-front.ts';

/** Front sends its context at once; outside Front none ever comes. */
const contextTimeoutMs = 5000;

export function App() {
  const { texts, backend } = usePage();
  const shown = useFront();
  const [isLate, setIsLate] = useState(false);
  const [callbacks, setCallbacks] = useState<CallbackView[]>([]);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), contextTimeoutMs);
    return () => clearTimeout(timer);
  }, []);
  const teammate = shown?.teammate ?? null;
  useEffect(() => {
    if (teammate !== null) backend.bind(teammate);
  }, [backend, teammate]);

  if (shown === null) {
    return (
      <main>
        <h1 className="visually-hidden">Callthread</h1>
        <Notice>{isLate ? texts.outsideFront : texts.waitingForFront}</Notice>
      </main>
    );
  }
  const { view, numbers, clicked } = shown;
  const name = view.kind === 'conversation' ? view.name : null;
  return (
    <main>
      <h1 className={name === null ? 'visually-hidden' : undefined}>
        <bdi>{name ?? 'Callthread'}</bdi>
      </h1>
      {numbers.length === 0 ? (
        <Notice>{view.kind === 'conversation' ? texts.noNumber : nothingToShow(view.kind)}</Notice>
      ) : (
        <>
          <CallNumbers numbers={numbers} clickedKey={clicked?.key ?? null} callbacks={callbacks} />
          <History key={numbers.join()} numbers={numbers} onCallbacks={setCallbacks} />
        </>
      )}
    </main>
  );

  function nothingToShow(kind: 'nothing' | 'several'): string {
    return kind === 'several' ? texts.severalSelected : texts.nothingSelected;
  }
}
