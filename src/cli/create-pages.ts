import type { Client } from '@temporalio/client';
import type { Router } from 'express';
import { createAircallClient } from '../adapters/aircall/aircall-client.ts';
import { createOpenAudio } from '../adapters/aircall/open-audio.ts';
import type { OnAnswered } from '../adapters/http/send-request.ts';
import type { Ledger } from '../adapters/ledger/ledger.ts';
import { createCallControl } from '../adapters/temporal/call-control.ts';
import { createJsonCodec } from '../adapters/temporal/json-codec.ts';
import type { Config } from '../config/config.ts';
import { adminPages } from '../http/admin/admin-pages.ts';
import { codecRoutes } from '../http/codec/codec-routes.ts';
import { closedPlugin } from '../http/plugin/closed-plugin.ts';
import { frontHosts } from '../http/plugin/plugin-page.ts';
import { pluginPages } from '../http/plugin/plugin-pages.ts';
import { createWebAssets } from '../http/web-assets.ts';
import type { Logger } from '../telemetry/logger.ts';
import { packageVersion } from './package-version.ts';

export interface PagesOptions {
  config: Config;
  client: Client;
  namespace: string;
  ledger: Ledger | null;
  onAnswered: OnAnswered;
  log: Logger;
}

/** @returns the routes of the pages that the configuration opens: the plugin by its secret, the admin's by the token, Temporal's codec by token and keys */
export function createPages({ config, client, namespace, ledger, onAnswered, log }: PagesOptions): Router[] {
  const { adminToken, encryptionKeys, preferences, front, aircall, http, temporalUiUrl } = config;
  const web = createWebAssets();
  const routers: Router[] = [];
  const frameAncestors = [...frontHosts, ...ownHost(front.apiUrl)];
  if (front.pluginSecret === null) routers.push(closedPlugin(preferences.language, frameAncestors));
  else {
    const { pluginSecret: secret } = front;
    const openAudio = createOpenAudio(aircall.apiUrl, onAnswered);
    const common = { ledger, preferences, log, frameAncestors };
    const asked = createAircallClient({ ...aircall, onAnswered });
    routers.push(pluginPages({ secret, web, aircall: asked, openAudio, ...common }));
  }
  if (adminToken !== null) {
    const { language, timezone } = preferences;
    const links = {
      front: 'https://app.frontapp.com/open/{id}',
      aircall: 'https://assets.aircall.io/calls/{id}/{media}',
      temporalUi:
        temporalUiUrl === null
          ? null
          : `${temporalUiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/{workflowId}/{runId}/history`,
    };
    const secureCookies = http.publicUrl?.startsWith('https://') ?? false;
    const calls = createCallControl({ client });
    const common = { language, timezone, version: packageVersion(), web, log };
    routers.push(adminPages({ adminToken, secureCookies, ledger, calls, links, ...common }));
    if (encryptionKeys.length > 0) {
      const uiOrigin = temporalUiUrl === null ? null : new URL(temporalUiUrl).origin;
      routers.push(codecRoutes({ codec: createJsonCodec(encryptionKeys), adminToken, secureCookies, uiOrigin }));
    }
  }
  return [web.router, ...routers];
}

/** A stand-in for Front shows the plugin too, on the host that its API is on. */
function ownHost(apiUrl: string): string[] {
  const { hostname, origin } = new URL(apiUrl);
  return /(?:^|\.)(?:frontapp|frontapplication)\.com$/.test(hostname) ? [] : [origin];
}
