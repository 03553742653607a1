import type { FastifyReply, FastifyRequest } from 'fastify';
import type { buildApp } from 'fauxqs';
import type { S3Store } from './load-fauxqs';

type App = ReturnType<typeof buildApp>;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const noTags = '<Tagging><TagSet/></Tagging>';

/**
 * Object tagging, which the emulator does not have: it would take the tags for the object's new content. Tags are kept
 * in memory: they repeat a verdict that is stored elsewhere.
 */
export const addObjectTagging = (app: App, store: S3Store): void => {
  const tags = new Map<string, string>();
  app.addHook('preHandler', async (request: FastifyRequest, reply: FastifyReply) => {
    if (!isRecord(request.query) || !('tagging' in request.query) || !isRecord(request.params))
      return undefined;
    const { bucket, '*': key } = request.params;
    if (typeof bucket !== 'string' || typeof key !== 'string') return undefined;
    store.headObject(bucket, key);
    const name = `${bucket}/${key}`;
    if (request.method === 'PUT')
      tags.set(name, Buffer.isBuffer(request.body) ? request.body.toString() : String(request.body));
    if (request.method === 'DELETE') tags.delete(name);
    reply.header('content-type', 'application/xml');
    return reply
      .status(request.method === 'DELETE' ? 204 : 200)
      .send(request.method === 'GET' ? (tags.get(name) ?? noTags) : '');
  });
};
