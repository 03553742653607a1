import type { ServiceLiteral } from '../config/environment-literal';
import { type CostLine } from './cost-line';
import { hoursPerMonth, prices, spotShare } from './price-table';

/** Tasks of one service for a month. */
export const taskCost = (name: string, { cpu, memoryMiB, spot }: ServiceLiteral, tasks: number): CostLine => {
  const hour = (cpu / 1024) * prices.fargateCpuHour.usd + (memoryMiB / 1024) * prices.fargateGbHour.usd;
  return {
    service: 'Fargate',
    what: `${name}: ${tasks} × ${cpu / 1024} vCPU, ${memoryMiB / 1024} GB${spot ? ', interruptible' : ''}`,
    usd: tasks * hour * hoursPerMonth * (spot ? spotShare : 1),
  };
};
