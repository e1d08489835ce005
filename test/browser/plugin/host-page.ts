/**
 * A page that stands in for Front: it shows the plugin in a frame and speaks with it as the plugin SDK expects. The frame
 * sends a handshake with a port; contexts go there, and calls of a context's functions come back.
 */
export function hostPage(pluginUrl: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Front</title>
<style>body { margin: 0; display: flex; height: 100vh } main { flex: 1 } iframe { width: 300px; border: 0 }</style></head>
<body><main>Conversations</main><iframe title="Callthread" src="${pluginUrl.replaceAll('&', '&amp;')}"></iframe>
<script>
  let port = null;
  let newest = null;
  const recipients = [];
  window.sendContext = (context, others) => {
    recipients.splice(0, recipients.length, ...(others ?? []));
    newest = { type: 'context_update', context };
    if (port !== null) port.postMessage(newest);
  };
  addEventListener('message', (event) => {
    if (event.data !== '@frontapp/ui-sdk#WebViewBridge.handshake') return;
    port = event.ports[0];
    port.onmessage = ({ data }) => {
      if (data.type !== 'function_call') return;
      const isKnown = data.name === 'listRecipients' && newest !== null && data.contextId === newest.context.id;
      port.postMessage(isKnown
        ? { type: 'function_result', id: data.id, value: { results: recipients, nextPageToken: undefined } }
        : { type: 'function_error', id: data.id, error: 'unknown function or context' });
    };
    if (newest !== null) port.postMessage(newest);
  });
</script></body></html>`;
}
