import { type ReactNode, useEffect } from 'react';

/** The page's heading; also sets the tab's title. */
export function PageTitle({ title, lead, children }: { title: string; lead?: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} – Callthread`;
  }, [title]);
  return (
    <div className="page-title">
      <div>
        <h1>{title}</h1>
        {lead === undefined ? null : <p className="muted">{lead}</p>}
      </div>
      {children}
    </div>
  );
}
