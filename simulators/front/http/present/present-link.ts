import type { LinkRecord } from '../../state/records.ts';

export function presentLink(baseUrl: string, link: LinkRecord): Record<string, unknown> {
  return {
    _links: { self: `${baseUrl}/links/${link.id}` },
    id: link.id,
    name: link.name,
    type: 'web',
    external_url: link.externalUrl,
    custom_fields: {},
  };
}
