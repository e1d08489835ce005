import { json, Router } from 'express';
import { z } from 'zod';
import { type Fault, type Faults, faultKindNames } from './faults.ts';
import type { Journal } from './journal.ts';

const faultBody = z.strictObject({
  method: z.string().optional(),
  path: z.string().refine(isPattern, 'not a regular expression'),
  times: z.int().positive().optional(),
  probability: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  request: z.string().refine(isPattern, 'not a regular expression').optional(),
  kind: z.enum(faultKindNames),
  status: z.int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  text: z.string().optional(),
  delayMs: z.number().min(0).optional(),
});

/**
 * The part of `/_sim` that both simulators have: GET and DELETE journal; GET, POST and DELETE faults (and DELETE
 * faults/:id); POST reset. Mount it at `/_sim`, ahead of the journal; a simulator adds its own routes beside it.
 *
 * @param reset restores the simulator's own state to its seed; journal and faults are emptied here.
 */
export function adminRoutes(journal: Journal, faults: Faults, reset: () => void): Router {
  const routes = Router();
  routes.use(json());
  routes.get('/journal', (_request, response) => {
    response.json(journal.entries);
  });
  routes.delete('/journal', (_request, response) => {
    journal.clear();
    response.status(204).end();
  });
  routes.get('/faults', (_request, response) => {
    response.json(faults.list());
  });
  routes.post('/faults', (request, response) => {
    const parsed = faultBody.safeParse(request.body);
    if (parsed.success) response.status(201).json({ id: faults.add(withoutUndefined(parsed.data)) });
    else response.status(400).json({ error: z.prettifyError(parsed.error) });
  });
  routes.delete('/faults', (_request, response) => {
    faults.clear();
    response.status(204).end();
  });
  routes.delete('/faults/:id', (request, response) => {
    response.status(faults.remove(request.params.id) ? 204 : 404).end();
  });
  routes.post('/reset', (_request, response) => {
    journal.clear();
    faults.clear();
    reset();
    response.status(204).end();
  });
  return routes;
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source).source !== '';
  } catch {
    return false;
  }
}

function withoutUndefined(fault: z.infer<typeof faultBody>): Fault {
  return Object.fromEntries(Object.entries(fault).filter(([, value]) => value !== undefined)) as unknown as Fault;
}
