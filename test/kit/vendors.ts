import type { AircallSimulatorOptions } from '../../simulators/aircall/aircall-options.ts';
import { type AircallSimulator, startAircallSimulator } from '../../simulators/aircall/start-aircall-simulator.ts';
import type { FrontSimulatorOptions } from '../../simulators/front/front-options.ts';
import { type FrontSimulator, startFrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import { frontContract } from '../contract/front-openapi.ts';

export interface VendorsOptions {
  front?: FrontSimulatorOptions;
  aircall?: AircallSimulatorOptions;
  /** Used instead of a new one, and not closed by `close`. */
  givenAircall?: AircallSimulator | undefined;
}

/** Simulators of Front and Aircall over HTTP. */
export interface Vendors {
  front: FrontSimulator;
  aircall: AircallSimulator;
  /** For `createFrontClient`. */
  frontAccess: { apiUrl: string; apiToken: string };
  /** For `createAircallClient`. */
  aircallAccess: { apiUrl: string; apiId: string; apiToken: string };
  /** The same for a process of the service. */
  environment: Record<string, string>;
  /** Ends both. @throws Error with what Front's OpenAPI refuses of all that Front was asked */
  close(): Promise<void>;
}

/** Starts both on free ports. Every request to Front is held against Front's OpenAPI. */
export async function openVendors(options: VendorsOptions = {}): Promise<Vendors> {
  const { givenAircall } = options;
  const refused = new Set<string>();
  const [front, aircall] = await Promise.all([
    startFrontSimulator({
      ...options.front,
      onRequest(request) {
        for (const violation of frontContract().checkRequest(request)) refused.add(violation);
        options.front?.onRequest?.(request);
      },
    }),
    givenAircall ?? startAircallSimulator(options.aircall),
  ]);
  const frontAccess = { apiUrl: front.url, apiToken: 'front-test-token' };
  const aircallAccess = { apiUrl: aircall.url, apiId: 'test-id', apiToken: 'test-token' };
  return {
    front,
    aircall,
    frontAccess,
    aircallAccess,
    environment: {
      FRONT_API_URL: frontAccess.apiUrl,
      FRONT_API_TOKEN: frontAccess.apiToken,
      AIRCALL_API_URL: aircallAccess.apiUrl,
      AIRCALL_API_ID: aircallAccess.apiId,
      AIRCALL_API_TOKEN: aircallAccess.apiToken,
    },
    async close() {
      await Promise.all([front.close(), givenAircall === undefined && aircall.close()]);
      if (refused.size > 0) throw new Error(`Front's OpenAPI refuses:\n${[...refused].join('\n')}`);
    },
  };
}
