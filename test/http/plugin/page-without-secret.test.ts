import { expect, it } from 'vitest';
import { frontHosts, pluginDisabled } from '../../../src/http/plugin/page.ts';
import { serveApp } from '../serve-app.ts';

it('explains a missing configuration inside the frame in Front', async () => {
  const { url } = await serveApp({ routers: [pluginDisabled('en', frontHosts)] });
  const response = await fetch(`${url}/plugin?auth_secret=any`);
  expect(response.status).toBe(401);
  expect(await response.text()).toContain('FRONT_PLUGIN_SECRET');
  expect(response.headers.get('content-security-policy')).toContain('frame-ancestors https://*.frontapp.com');
  expect(response.headers.get('x-frame-options')).toBeNull();
  expect(response.headers.get('cache-control')).toBe('no-store');
});
