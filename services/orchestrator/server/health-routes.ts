import type { FastifyInstance } from 'fastify';
import type { RegionHealth } from '../../../core/bedrock/region-health';
import type { CheckReadiness } from './readiness';

const isoTime = (epochMs: number): string => new Date(epochMs).toISOString();

const regionReport = ({ since, nextProbeAt, ...state }: RegionHealth) => ({
  ...state,
  since: isoTime(since),
  ...(nextProbeAt !== undefined && { nextProbeAt: isoTime(nextProbeAt) }),
});

/** `GET /health` for whoever restarts what is dead, `/ready` for whoever sends requests, `/health/regions` for operators. */
export const healthRoutes = (
  app: FastifyInstance,
  health: {
    readonly readiness: CheckReadiness;
    readonly regions: () => readonly RegionHealth[];
  },
): void => {
  app.get('/health', async () => ({ status: 'up' }));

  app.get('/ready', async (_, reply) => {
    const readiness = await health.readiness();
    return reply
      .code(readiness.status === 'stopping' ? 503 : 200)
      .send({ ...readiness, regions: health.regions().map(regionReport) });
  });

  app.get('/health/regions', async () => ({ regions: health.regions().map(regionReport) }));
};
