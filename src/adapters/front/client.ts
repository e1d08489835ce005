import { createContacts } from './contacts.ts';
import { createConversations } from './conversations.ts';
import { createDirectory } from './directory.ts';
import { createMessages } from './messages.ts';
import { createFrontRequest, type FrontAccess, type SendFrontRequest } from './request.ts';

/** Front's Core API, as far as it is used. Each function is one request where its docstring says no other. */
export type FrontClient = ReturnType<typeof createFrontClient>;

/** @param access where Front is, and the API token; every function throws what `createFrontRequest` says */
export function createFrontClient(access: FrontAccess) {
  const request = createFrontRequest(access);
  const { doubt, ...directory } = createDirectory(request);
  const ask: SendFrontRequest = async (asked, schema) => {
    try {
      return await request(asked, schema);
    } catch (error) {
      throw doubt(asked, error);
    }
  };
  return { ...createContacts(ask), ...createConversations(ask), ...createMessages(ask), ...directory };
}
