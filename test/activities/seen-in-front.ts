import type { FrontSimulator } from '../../simulators/front/start-front-simulator.ts';

/** @returns what a person sees in Front, without ids that another run would not give alike */
export function seenInFront({ state }: FrontSimulator) {
  const emailOf = (id: string | null): string | null => (id === null ? null : state.author(id).email);
  return {
    contacts: state.contacts.map(({ name, handles }) => ({ name, handles })),
    conversations: state.conversations.map((conversation) => ({
      subject: conversation.subject,
      status: conversation.status,
      assignee: emailOf(conversation.assigneeId),
      inboxes: state.inboxes.filter(({ id }) => conversation.inboxIds.includes(id)).map(({ name }) => name),
      links: conversation.links.map(({ externalUrl }) => externalUrl),
      messages: conversation.messages.map(({ body, subject, isInbound, authorId, createdAtSeconds }) => {
        return { body, subject, isInbound, author: emailOf(authorId), createdAtSeconds };
      }),
      comments: conversation.comments.map(({ body, authorId }) => ({ body, author: emailOf(authorId) })),
    })),
  };
}
