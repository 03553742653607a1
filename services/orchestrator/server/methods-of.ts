import type { FastifyInstance, HTTPMethods } from 'fastify';

const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The methods that a path has. */
export const methodsOf = (app: FastifyInstance, url: string): readonly string[] => {
  const [path = ''] = url.split('?');
  return methods.filter((method) => app.findRoute({ method, url: path }) !== null);
};
