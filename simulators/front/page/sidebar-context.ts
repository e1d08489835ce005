import type { FrontState } from '../state/front-state.ts';
import type { PageSelection } from './page-selection.ts';
import { fullName } from './parts/render-parts.ts';

/** The context that Front sends to a plugin in its sidebar, as in its documentation of the plugin SDK. */
export interface SidebarContext {
  context: Record<string, unknown> & { type: string };
  recipients: unknown[];
}

/** @returns the context of the selected conversation; each is given an id by the page */
export function sidebarContext(state: FrontState, { conversation }: PageSelection): SidebarContext {
  const [someone] = state.teammates;
  const teammate =
    someone === undefined
      ? null
      : { id: someone.id, name: fullName(someone), username: someone.email, email: someone.email };
  const common = { teammate, preferences: {}, authentication: {}, functionArities: { listRecipients: 2 } };
  if (conversation === undefined) return { context: { type: 'noConversation', ...common }, recipients: [] };
  const contactIds = new Set(
    conversation.messages.flatMap(({ recipients }) => recipients.map(({ contactId }) => contactId)),
  );
  const recipients = state.contacts
    .filter(({ id }) => contactIds.has(id))
    .map(({ id, name, handles }) => {
      const own = handles.map(({ source, handle }) => ({ type: source, handle }));
      return {
        handle: own[0]?.handle ?? '',
        type: own[0]?.type ?? 'custom',
        name,
        contact: { id, name, handles: own },
      };
    });
  const { id, status } = conversation;
  return {
    context: {
      type: 'singleConversation',
      conversation: {
        id,
        type: 'custom',
        status: status === 'archived' ? 'archived' : 'open',
        recipient: recipients[0],
      },
      ...common,
    },
    recipients,
  };
}
