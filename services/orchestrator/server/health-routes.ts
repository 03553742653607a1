import type { FastifyInstance } from 'fastify';
import { healthReport } from '../../../core/bedrock/health-report';
import type { RegionHealth } from '../../../core/bedrock/region-health';
import type { CheckReadiness } from './readiness';

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
    const { regions } = healthReport(health.regions());
    return reply.code(readiness.status === 'stopping' ? 503 : 200).send({ ...readiness, regions });
  });

  app.get('/health/regions', async () => healthReport(health.regions()));
};
