import { type RestRoute, restRoutes } from '../../../contracts/api-routes';

/** The route of a request; undefined for any other method or path, which API Gateway does not tell apart. The query is not part of the path. */
export const matchRoute = (method: string, url: string): RestRoute | undefined => {
  const [path] = url.split('?');
  const routes: readonly RestRoute[] = restRoutes;
  return routes.find((route) => route.path === path && route.method === method);
};
