import type { Express, Router } from 'express';

/** What the router keeps of `use` and `route`: see `lib/layer.js` and `lib/route.js` of the package `router`. */
interface Layer {
  rawPath: string | string[];
  handle: Partial<Router> & { name?: string };
  route?: { path: string | string[]; methods: Record<string, boolean> };
}

/**
 * @returns every route of an app as `GET /api/calls/{id}`, as OpenAPI writes them; a folder of files as `GET /assets/{file}`.
 * A method that is refused (`all`) and HEAD, which comes with GET, are left out.
 */
export function listRoutes(app: Express): string[] {
  return [...new Set(routesOf(app.router, ''))].toSorted();
}

function routesOf(router: Router, within: string): string[] {
  return (router.stack as unknown as Layer[]).flatMap(({ rawPath, handle, route }) => {
    if (route !== undefined) {
      const methods = Object.keys(route.methods).filter((method) => method !== '_all');
      return [route.path].flat().flatMap((path) => methods.map((method) => write(method, `${within}${path}`)));
    }
    return [rawPath].flat().flatMap((path) => {
      const place = `${within}${path === '/' ? '' : path}`;
      if (handle.name === 'serveStatic') return [`GET ${place}/{file}`];
      return handle.stack === undefined ? [] : routesOf(handle as Router, place);
    });
  });
}

function write(method: string, path: string): string {
  const plain = path.length > 1 ? path.replace(/\/$/, '') : path;
  return `${method.toUpperCase()} ${plain.replaceAll(/:(\w+)/g, '{$1}')}`;
}
