import { z } from 'zod';
import { HttpError, isRefused } from '../http/errors.ts';
import { nextPage, type SendFrontRequest } from './request.ts';
import { Conversation, list, Nothing } from './schema.ts';

const Contact = z.object({ id: z.string() });
const ConversationList = list(Conversation);

export interface Handle {
  source: 'phone' | 'custom';
  handle: string;
}

/** All statuses: the next call continues an archived conversation, and a deleted one must be recognised to be avoided. */
const everyStatus = ['assigned', 'unassigned', 'archived', 'trashed']
  .map((status) => `${encodeURIComponent('q[statuses][]')}=${status}`)
  .join('&');

/** A contact's id, or one of its handles. */
export type ContactRef = { id: string } | Handle;

/** Front accepts a resource alias in place of an id. */
function pathOf(contact: ContactRef): string {
  return 'id' in contact
    ? `/contacts/${contact.id}`
    : `/contacts/alt:${contact.source}:${encodeURIComponent(contact.handle)}`;
}

export function createContacts(ask: SendFrontRequest) {
  return {
    /**
     * A contact's conversations, newest first; the same request shows whether the contact exists.
     * @param contact the contact, or the URL of the next page
     * @returns null when there is no such contact, or Front refuses the handle's spelling
     */
    async listContactConversations(
      contact: ContactRef | { next: string },
    ): Promise<{ conversations: Conversation[]; next: string | null } | null> {
      const path = 'next' in contact ? contact.next : `${pathOf(contact)}/conversations?${everyStatus}&limit=100`;
      try {
        const page = await ask({ operation: 'list-contact-conversations', path }, ConversationList);
        return { conversations: page._results, next: nextPage(page, path) };
      } catch (error) {
        if (isRefused(error)) return null;
        throw error;
      }
    },

    /** @returns the new contact; or the ids of the contacts that already have its handles (named in Front's 409) */
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
