import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { textsIn, toLanguage } from '../../texts/texts.ts';
import { fetchJson } from '../shared/fetch-json.ts';
import { useAnswer } from '../shared/use-answer.ts';
import { CallPage } from './call/call-page.tsx';
import { CallbacksPage } from './callbacks/callbacks-page.tsx';
import { CallsPage } from './calls/calls-page.tsx';
import { CoveragePage } from './coverage/coverage-page.tsx';
import { createFormat } from './format.ts';
import { type Me, PageContext, usePage } from './page-context.ts';
import { ParkedPage } from './parked/parked-page.tsx';
import { ReportsPage } from './reports/reports-page.tsx';
import { Loading, ProblemNotice } from './ui/problem-notice.tsx';

const fetchMe = (address: string, signal: AbortSignal): Promise<Me> => fetchJson<Me>(address, { signal });

/** The admin pages. */
export function App() {
  const { answer: me, problem, reload } = useAnswer('/api/me', fetchMe);
  // A page left open overnight learns the new day.
  useEffect(() => {
    const reloadIfVisible = (): void => {
      if (!document.hidden) reload();
    };
    window.addEventListener('focus', reloadIfVisible);
    document.addEventListener('visibilitychange', reloadIfVisible);
    return () => {
      window.removeEventListener('focus', reloadIfVisible);
      document.removeEventListener('visibilitychange', reloadIfVisible);
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
          <Route path="/callbacks" component={CallbacksPage} />
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

/** The header, navigation and footer of every page. */
function Frame({ children }: { children: ReactNode }) {
  const { texts, me } = usePage();
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const last = useRef(path);

  // After a link, keyboard and screen-reader users continue at the top of the new page.
  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [path]);

  const pages = [
    { to: '/', name: texts.nav.calls, here: path === '/' || path.startsWith('/calls/') },
    { to: '/parked', name: texts.nav.parked, here: path === '/parked' },
    { to: '/callbacks', name: texts.nav.callbacks, here: path === '/callbacks' },
    { to: '/coverage', name: texts.nav.coverage, here: path === '/coverage' },
    { to: '/reports', name: texts.nav.reports, here: path === '/reports' },
  ];
  return (
    <>
      <a className="skip-link" href="#content">
        {texts.nav.skip}
      </a>
      <header className="top">
        <div className="top-inner">
          <Link to="/" className="brand">
            <span className="brand-mark" aria-hidden="true" />
            Callthread
          </Link>
          <nav aria-label={texts.nav.label}>
            <ul>
              {pages.map(({ to, name, here }) => (
                <li key={to}>
                  <Link to={to} aria-current={here ? 'page' : undefined}>
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <form method="post" action="/logout">
            <button type="submit" className="button button-quiet">
              {texts.nav.logout}
            </button>
          </form>
        </div>
      </header>
      <main className="page" id="content" ref={main} tabIndex={-1}>
        {children}
      </main>
      <footer className="foot">
        Callthread {me.version} · {me.timezone}
      </footer>
    </>
  );
}
