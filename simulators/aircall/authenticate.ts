import type { RequestHandler } from 'express';

/**
 * Basic authentication as Aircall's gateway does it (seen on the live API): 401 for no header at all, 403 for a
 * wrong key; 401 never means a wrong key.
 */
export function authenticate(apiId: string, apiToken: string): RequestHandler {
  const expected = `Basic ${Buffer.from(`${apiId}:${apiToken}`).toString('base64')}`;
  return (request, response, next) => {
    const given = request.get('authorization');
    if (given === expected) next();
    else if (given === undefined) response.status(401).json({ message: 'Unauthorized' });
    else response.status(403).json({ message: 'Forbidden' });
  };
}
