import type { Route } from '../../bot/http/server.ts';
import { routeNames } from './target.ts';

/** Routes that ask nobody who they are, each with the reason why not. Every other one is guarded, and tested for it. */
export const openRoutes: Record<string, string> = {
  'GET /': 'manifest: read without signing in',
  'GET /privacy': 'manifest: read without signing in',
  'GET /terms': 'manifest: read without signing in',
  'GET /permissions': 'manifest: read without signing in',
  'GET /tab': 'a page; its data comes by the API',
  'GET /tab/configure': 'a page',
  'GET /tab/connected.js': 'a file of a page',
  'GET /tab/assets/:name': 'files of a page',
  'GET /tab/settings.json': 'public addresses and ids',
  'GET /outlook/taskpane': 'a page; its data comes by the API',
  'GET /outlook/compose': 'a page',
  'GET /outlook/dialog': 'a page',
  'GET /outlook/assets/:name': 'files of a page',
  'GET /outlook/icons/:name': 'files of a page',
  'GET /outlook/settings.json': 'public addresses and ids',
  'GET /api/openapi.json': 'the description of the API',
  'GET /auth/start': 'a sealed ticket says for whom',
  'GET /auth/callback': 'a sealed state, a cookie and Entra ID say who',
  'GET /healthz': 'App Service asks',
  'GET /readyz': 'App Service asks',
};

/** Guarded by the Bot Connector's token instead of a person's. */
export const connectorRoute = 'POST /api/messages';

export interface Guarded {
  method: string;
  path: string;
}

/** Routes that want a person's token, with something in the place of their parameters. */
export const guardedRoutes = (routes: readonly Route[], id = 'x'.repeat(36)): Guarded[] =>
  routeNames(routes)
    .filter((name) => name !== connectorRoute && !Object.hasOwn(openRoutes, name))
    .map((name) => {
      const [method = '', path = ''] = name.split(' ');
      return { method, path: path.replace(/:\w+/g, id) };
    });
