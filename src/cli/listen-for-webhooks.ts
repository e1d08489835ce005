import type { RequestListener } from 'node:http';
import { type HttpListener, listenHttp } from '../http/listen.ts';
import { CommandError } from './command-error.ts';

/** @throws {CommandError} when the port cannot be had */
export async function listenForWebhooks(app: RequestListener, port: number): Promise<HttpListener> {
  try {
    return await listenHttp(app, port);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    const remedy = 'Set PORT to another, or end what listens there.';
    throw new CommandError(`Port ${port} cannot be used (${code}). ${remedy}`, 1, { cause: error });
  }
}
