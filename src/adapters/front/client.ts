import { createContacts } from './contacts.ts';
import { createConversations } from './conversations.ts';
import { createDirectory } from './directory.ts';
import { createMessages } from './messages.ts';
import { createFrontRequest, type FrontAccess, type SendFrontRequest } from './request.ts';

/** The part of Front's Core API that is used. Each function is one request unless its docstring says otherwise. */
export type FrontClient = ReturnType<typeof createFrontClient>;

/** @param access Front's address and the API token; every function throws what `createFrontRequest` says */
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
  /** Waits until Front's limit has room for the requests of a late call, and keeps it for them. */
  const reserve = async (requests: number): Promise<void> => access.rateLimiter?.reserve(requests);
  return { reserve, ...createContacts(ask), ...createConversations(ask), ...createMessages(ask), ...directory };
}
