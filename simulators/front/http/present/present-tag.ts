import type { TagRecord } from '../../state/records.ts';

export function presentTag(baseUrl: string, tag: TagRecord): Record<string, unknown> {
  const self = `${baseUrl}/tags/${tag.id}`;
  return {
    _links: {
      self,
      related: { conversations: `${self}/conversations`, owner: null, parent_tag: null, children: `${self}/children` },
    },
    id: tag.id,
    name: tag.name,
    description: tag.description,
    highlight: tag.highlight,
    is_private: false,
    is_visible_in_conversation_lists: tag.isVisibleInConversationLists,
    created_at: tag.createdAtMs / 1000,
    updated_at: tag.createdAtMs / 1000,
  };
}
