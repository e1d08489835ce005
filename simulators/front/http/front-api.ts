import { Router } from 'express';
import { faultMiddleware } from '../../kit/fault-middleware.ts';
import type { Faults } from '../../kit/faults.ts';
import type { Journal } from '../../kit/journal.ts';
import { journalMiddleware } from '../../kit/journal-middleware.ts';
import type { RateLimit } from '../../kit/rate-limit.ts';
import type { FrontContext } from '../front-context.ts';
import { notFound } from './front-error.ts';
import { authorize } from './middleware/authorize.ts';
import { observe } from './middleware/observe.ts';
import { companyLimit, resourceGuard } from './middleware/rate-limits.ts';
import { readBody } from './middleware/read-body.ts';
import { errorMiddleware } from './middleware/send-errors.ts';
import { contactHandleRoutes } from './routes/contact-handle-routes.ts';
import { contactRoutes } from './routes/contact-routes.ts';
import { conversationPartRoutes } from './routes/conversation-part-routes.ts';
import { conversationRoutes } from './routes/conversation-routes.ts';
import { directoryRoutes } from './routes/directory-routes.ts';
import { importRoutes } from './routes/import-routes.ts';
import { labelRoutes } from './routes/label-routes.ts';
import { messageRoutes } from './routes/message-routes.ts';

/**
 * Front's Core API, as far as it is modelled; anything else is a 404. A request passes the limits and the faults
 * before its token is looked at, and counts even when it fails.
 */
export function frontApi(
  context: FrontContext,
  { journal, faults, limit }: { journal: Journal; faults: Faults; limit: RateLimit },
): Router {
  const api = Router();
  api.use(journalMiddleware(journal));
  api.use(companyLimit(limit), resourceGuard(context.options.perResourcePerSecond ?? 0));
  api.use(...readBody);
  api.use(observe(context.options));
  api.use(faultMiddleware(faults));
  api.use(authorize(context.options.token ?? 'front-test-token'));
  api.use(contactRoutes(context), contactHandleRoutes(context), directoryRoutes(context), labelRoutes(context));
  api.use(conversationRoutes(context), conversationPartRoutes(context), importRoutes(context), messageRoutes(context));
  api.use(() => notFound());
  api.use(errorMiddleware);
  return api;
}
