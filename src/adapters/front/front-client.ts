import { createContactCalls } from './contact-calls.ts';
import { createConversationCalls } from './conversation-calls.ts';
import { createDirectory } from './directory.ts';
import { createMessageCalls } from './message-calls.ts';
import { createRequestFront, type FrontAccess, type RequestFront } from './request-front.ts';

/** Front's Core API, as far as it is used. Each function is one request where its docstring says no other. */
export type FrontClient = ReturnType<typeof createFrontClient>;

/** @param access where Front is, and the API token; every function throws what `createRequestFront` says */
export function createFrontClient(access: FrontAccess) {
  const request = createRequestFront(access);
  const { doubt, ...directory } = createDirectory(request);
  const ask: RequestFront = async (asked, schema) => {
    try {
      return await request(asked, schema);
    } catch (error) {
      throw doubt(asked, error);
    }
  };
  return { ...createContactCalls(ask), ...createConversationCalls(ask), ...createMessageCalls(ask), ...directory };
}
