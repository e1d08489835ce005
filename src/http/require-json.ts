import type { Request } from 'express';
import { HttpProblem } from './http-problem.ts';

/** Refuses what a form of another site's page could send without asking first. @throws {HttpProblem} 415 */
export function requireJson(request: Request): void {
  if (request.is('application/json')) return;
  throw new HttpProblem({ status: 415, detail: 'Send JSON, with "Content-Type: application/json".' });
}
