import { useEffect, useMemo } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { textsIn, toLanguage } from '../../texts/texts.ts';
import { fetchJson } from '../shared/fetch-json.ts';
import { useAnswer } from '../shared/use-answer.ts';
import type { Me } from './api-types.ts';
import { createFormat } from './format.ts';
import { PageContext } from './page-context.ts';
import { CallPage } from './pages/call-page.tsx';
import { CallsPage } from './pages/calls-page.tsx';
import { CoveragePage } from './pages/coverage-page.tsx';
import { ParkedPage } from './pages/parked-page.tsx';
import { ReportsPage } from './pages/reports-page.tsx';
import { Frame } from './parts/frame.tsx';
import { Loading } from './parts/loading.tsx';
import { ProblemNotice } from './parts/problem-notice.tsx';

const fetchMe = (address: string, signal: AbortSignal): Promise<Me> => fetchJson<Me>(address, { signal });

/** The administrator's pages. */
export function App() {
  const { answer: me, problem, reload } = useAnswer('/api/me', fetchMe);
  // A page that is left open overnight is to know what day it is.
  useEffect(() => {
    const lookAgain = (): void => {
      if (!document.hidden) reload();
    };
    window.addEventListener('focus', lookAgain);
    document.addEventListener('visibilitychange', lookAgain);
    return () => {
      window.removeEventListener('focus', lookAgain);
      document.removeEventListener('visibilitychange', lookAgain);
    };
  }, [reload]);
  const value = useMemo(() => {
    if (me === null) return null;
    return { me, texts: textsIn(me.language).admin, format: createFormat(me.language, me.timezone) };
  }, [me]);
  const texts = value?.texts ?? textsIn(toLanguage(document.documentElement.lang)).admin;

  if (value === null) {
    return (
      <main className="page">
        {problem === null ? (
          <Loading texts={texts} />
        ) : (
          <ProblemNotice problem={problem} texts={texts} onRetry={reload} />
        )}
      </main>
    );
  }
  return (
    <PageContext value={value}>
      <Frame>
        <Switch>
          <Route path="/" component={CallsPage} />
          <Route path="/calls/:id">{({ id }) => <CallPage key={id} id={id} />}</Route>
          <Route path="/parked" component={ParkedPage} />
          <Route path="/coverage" component={CoveragePage} />
          <Route path="/reports" component={ReportsPage} />
          <Route>
            <Redirect to="/" />
          </Route>
        </Switch>
      </Frame>
    </PageContext>
  );
}
