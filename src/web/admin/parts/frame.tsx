import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { usePage } from '../page-context.ts';

/** What stands around every page: the way to the others, and out. */
export function Frame({ children }: { children: ReactNode }) {
  const { texts, me } = usePage();
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const last = useRef(path);

  // Whoever follows a link by keyboard or screen reader goes on at the top of the new page.
  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [path]);

  const pages = [
    { to: '/', name: texts.nav.calls, here: path === '/' || path.startsWith('/calls/') },
    { to: '/parked', name: texts.nav.parked, here: path === '/parked' },
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
