import { safeHref } from '../../shared/safe-href.ts';
import { usePage } from '../page-context.ts';

/** A link to another program's page; nothing where the address is none of the web. */
export function ExternalLink({ href, text }: { href: string | null; text: string }) {
  const { texts } = usePage();
  const address = safeHref(href);
  if (address === undefined) return null;
  return (
    <a className="button" href={address} target="_blank" rel="noopener noreferrer">
      {text}
      <span aria-hidden="true"> ↗</span>
      <span className="visually-hidden"> {texts.common.opensElsewhere}</span>
    </a>
  );
}
