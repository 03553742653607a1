import {
  paginateListServiceQuotas,
  type ServiceQuota,
  type ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import type { ModelKey } from '../../../contracts/model-catalog';
import { type Check, pass, warn } from '../finding';

/** Requests a second at peak. */
const peakPerSecond = 50;

const words = (text: string): readonly string[] => text.toLowerCase().match(/[a-z]+|[0-9]+/g) ?? [];

/** Quotas are known by their names alone: `Cross-region model inference requests per minute for Anthropic Claude Haiku 4.5`. */
const isFor = (model: ModelKey, { QuotaName = '' }: ServiceQuota): boolean => {
  const name = words(QuotaName);
  return name.join(' ').includes('requests per minute') && words(model).every((word) => name.includes(word));
};

/** Whether the account's quota for a model carries the peak of the chat in one region. */
export const checkQuota = (client: ServiceQuotasClient, model: ModelKey, region: string): Check => {
  const what = `${model} in ${region}: quota`;
  return {
    what,
    advice: 'Check that your role may read quotas (servicequotas:ListServiceQuotas).',
    run: async () => {
      const found: ServiceQuota[] = [];
      for await (const { Quotas = [] } of paginateListServiceQuotas({ client }, { ServiceCode: 'bedrock' })) {
        found.push(...Quotas.filter((quota) => isFor(model, quota)));
      }
      const perMinute = Math.max(0, ...found.map(({ Value = 0 }) => Value));
      const needed = peakPerSecond * 60;
      if (perMinute >= needed) return [pass(what, `${perMinute} requests a minute`)];
      const advice = `Request ${needed} requests a minute: Service Quotas console, Amazon Bedrock, ${region}.`;
      return [
        found.length === 0
          ? warn(what, 'no quota of that name was found', advice)
          : warn(
              what,
              `${perMinute} requests a minute; the peak of ${peakPerSecond} a second needs ${needed}`,
              advice,
            ),
      ];
    },
  };
};
