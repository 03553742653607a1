import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type DeployedParameter, parameterPrefix } from '../../contracts/runtime-config';
import { AdminError } from '../admin-error';
import type { Target } from './target';

const readAll = async (client: SSMClient, path: string): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new GetParametersByPathCommand({ Path: path, ...(NextToken !== undefined && { NextToken }) }),
    );
    for (const { Name, Value } of page.Parameters ?? []) {
      if (Name !== undefined && Value !== undefined) found.set(Name.slice(path.length), Value);
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
};

/** Finds a deployed environment by the parameters that its stacks publish, with the caller's own AWS credentials. */
export const findDeployedTarget = async (environment: string): Promise<Target> => {
  const client = new SSMClient({});
  try {
    const path = `${parameterPrefix(environment)}deployed/`;
    const parameters = await readAll(client, path);
    if (parameters.size === 0) {
      const region = await client.config.region();
      throw new AdminError(
        'unreachable',
        `Environment ${environment} is not deployed in ${region}: no parameters under ${path}. Set AWS_REGION, or deploy it.`,
      );
    }
    const value = (name: DeployedParameter): string => {
      const found = parameters.get(name);
      if (found !== undefined) return found;
      throw new AdminError(
        'unreachable',
        `Environment ${environment} has no parameter ${path}${name}: deploy it again.`,
      );
    };
    return {
      environment,
      region: await client.config.region(),
      queues: {
        enrichment: { url: value('enrichment-queue-url'), dlqUrl: value('enrichment-dlq-url') },
        deferredInference: { url: value('deferred-queue-url'), dlqUrl: value('deferred-dlq-url') },
      },
      topics: { catalog: value('catalog-topic-arn'), results: value('results-topic-arn') },
      searchEndpoint: value('search-endpoint'),
      uploadsBucket: value('uploads-bucket'),
      batch: { bucket: value('uploads-bucket'), roleArn: value('batch-role-arn') },
      gateway: value('rest-api-url'),
      dailyEnrichmentFunction: value('daily-enrichment-function'),
      nightlyRecommendationsFunction: value('nightly-recommendations-function'),
      batchCompletedFunction: value('batch-completed-function'),
    };
  } finally {
    client.destroy();
  }
};
