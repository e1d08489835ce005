/** The page's script: reads the page again and swaps what has changed; the address keeps the selection. */
export const pageScript = `'use strict';
const connection = document.getElementById('connection');
async function refresh() {
  try {
    const response = await fetch(location.href, { headers: { accept: 'text/html' } });
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    for (const region of document.querySelectorAll('[data-live]')) {
      const changed = fresh.getElementById(region.id);
      if (changed === null || changed.innerHTML === region.innerHTML) continue;
      const focused = region.contains(document.activeElement) ? document.activeElement.id : '';
      region.innerHTML = changed.innerHTML;
      if (focused !== '') document.getElementById(focused)?.focus({ preventScroll: true });
    }
    connection.textContent = '';
  } catch {
    connection.textContent = 'Connection lost, trying again';
  }
  setTimeout(refresh, 1500);
}
setTimeout(refresh, 1500);
`;
