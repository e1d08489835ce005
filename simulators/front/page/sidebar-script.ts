/**
 * Speaks with the plugin in the sidebar as Front does: the frame sends a handshake with a port; contexts go there, and
 * calls of a context's functions come back. What is open is read from the page, which the page's own script refreshes.
 */
export const sidebarScript = `'use strict';
let port = null;
let shown = '';
let told = null;
let count = 0;
function tell() {
  const text = document.getElementById('sidebar-context')?.dataset.context ?? '';
  if (port === null || text === '' || text === shown) return;
  shown = text;
  const { context, recipients } = JSON.parse(text);
  count += 1;
  told = { id: 'ctx_' + count, recipients };
  port.postMessage({ type: 'context_update', context: { ...context, id: told.id } });
}
addEventListener('message', (event) => {
  const frame = document.getElementById('plugin');
  if (event.source !== frame.contentWindow || event.data !== '@frontapp/ui-sdk#WebViewBridge.handshake') return;
  port = event.ports[0];
  shown = '';
  port.onmessage = ({ data }) => {
    if (data.type !== 'function_call') return;
    const known = data.name === 'listRecipients' && told !== null && data.contextId === told.id;
    port.postMessage(known
      ? { type: 'function_result', id: data.id, value: { results: told.recipients, nextPageToken: undefined } }
      : { type: 'function_error', id: data.id, error: 'unknown function or context' });
  };
  tell();
});
new MutationObserver(tell).observe(document.getElementById('conversation'), { childList: true, subtree: true, attributes: true });
`;
