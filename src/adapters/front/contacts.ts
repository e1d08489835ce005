import { HttpError } from '../http/errors.ts';
import { isRefused, type SendFrontRequest } from './request.ts';
import { Contact, type Conversation, ConversationList, Nothing } from './schema.ts';

export interface Handle {
  source: 'phone' | 'custom';
  handle: string;
}

/** All there are: an archived conversation goes on with the next call, and a deleted one must be known to be avoided. */
const everyStatus = ['assigned', 'unassigned', 'archived', 'trashed']
  .map((status) => `${encodeURIComponent('q[statuses][]')}=${status}`)
  .join('&');

/** A contact, by its id or by one of its handles. */
export type ContactRef = { id: string } | Handle;

/** Front takes a resource alias wherever it takes an id. */
function pathOf(contact: ContactRef): string {
  return 'id' in contact
    ? `/contacts/${contact.id}`
    : `/contacts/alt:${contact.source}:${encodeURIComponent(contact.handle)}`;
}

export function createContacts(ask: SendFrontRequest) {
  return {
    /**
     * The conversations of a contact, newest first: of an unknown contact and of a known one in one request.
     * @param contact the contact, or the next page's address
     * @returns null when there is no such contact, or Front refuses a handle that is spelt so
     */
    async listContactConversations(
      contact: ContactRef | { next: string },
    ): Promise<{ conversations: Conversation[]; next: string | null } | null> {
      const path = 'next' in contact ? contact.next : `${pathOf(contact)}/conversations?${everyStatus}&limit=100`;
      try {
        const page = await ask({ operation: 'list-contact-conversations', path }, ConversationList);
        return { conversations: page._results, next: page._pagination?.next ?? null };
      } catch (error) {
        if (isRefused(error)) return null;
        throw error;
      }
    },

    /** @returns the new contact; when its handles are another's already, the ids of those (Front's 409 names them) */
    async createContact(contact: { name: string; handles: Handle[] }): Promise<{ id: string } | { takenBy: string[] }> {
      try {
        const json = { name: contact.name, handles: contact.handles };
        return await ask({ operation: 'create-contact', method: 'POST', path: '/contacts', json }, Contact);
      } catch (error) {
        if (error instanceof HttpError && error.status === 409)
          return { takenBy: error.detail.match(/crd_\w+/g) ?? [] };
        throw error;
      }
    },

    /** @returns false when another contact has the handle */
    async addHandle(contact: ContactRef, handle: Handle): Promise<boolean> {
      try {
        const path = `${pathOf(contact)}/handles`;
        await ask({ operation: 'add-contact-handle', method: 'POST', path, json: handle }, Nothing);
        return true;
      } catch (error) {
        if (error instanceof HttpError && error.status === 409) return false;
        throw error;
      }
    },
  };
}
