import type { FrontData } from './front-data.ts';
import type { LinkRecord } from './records.ts';

/** The link with this address, made if there is none: an address has one link in the company. */
export function linkTo(data: FrontData, externalUrl: string, name?: string): LinkRecord {
  const known = data.links.find((link) => link.externalUrl === externalUrl);
  if (known !== undefined) return known;
  const link = { id: data.nextId('top'), name: name ?? externalUrl, externalUrl };
  data.links.push(link);
  return link;
}
