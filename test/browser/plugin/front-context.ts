export interface Recipient {
  handle: string;
  type: string;
  name?: string;
  contact?: { id: string; name?: string; handles: Array<{ type: string; handle: string }> };
}

export interface FrontContext {
  id: string;
  type: string;
  [key: string]: unknown;
}

let count = 0;

const teammate = { id: 'tea_1', name: 'Anna Agent', username: 'anna', email: 'Anna.Agent@example.com' };

/** A context as in the documentation of Front's plugin SDK, each with its own id. */
export function frontContext(type: string, more: Record<string, unknown> = {}): FrontContext {
  count += 1;
  const functionArities = { listRecipients: 2, openUrl: 2, search: 2 };
  return { id: `ctx_${count}`, type, teammate, preferences: {}, authentication: {}, functionArities, ...more };
}

/** A conversation with a contact who has these phone numbers. */
export function conversationWith(name: string, numbers: string[], more: Record<string, unknown> = {}): FrontContext {
  const handles = numbers.map((handle) => ({ type: 'phone', handle }));
  const recipient: Recipient = {
    handle: 'casey@example.com',
    type: 'email',
    name,
    contact: { id: `crd_${name}`, name, handles: [{ type: 'email', handle: 'casey@example.com' }, ...handles] },
  };
  return conversationTo(recipient, more);
}

export function conversationTo(recipient: Recipient | undefined, more: Record<string, unknown> = {}): FrontContext {
  const id = `cnv_${recipient?.handle ?? 'nobody'}_${recipient?.contact?.id ?? ''}`;
  return frontContext('singleConversation', {
    conversation: { id, type: 'email', status: 'open', recipient },
    ...more,
  });
}

/** What Front adds when a teammate clicks Call beside a number. */
export function clickOn(handle: string): Record<string, unknown> {
  return { entryPoint: { type: 'CONTACT_HANDLE', data: { type: 'phone', handle, timestamp: Date.now() } } };
}
