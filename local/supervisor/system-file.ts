import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type LocalSystem, localSystemFile } from '../../contracts/local-system';
import { localRegion } from '../local-environment';
import { systemAddresses } from '../system-addresses';
import type { SystemPlan } from '../system-plan';

/** What `contracts/local-system.ts` tells about a running system. */
export const describeSystem = (
  plan: SystemPlan,
  facts: {
    readonly pid: number;
    readonly startedAt: string;
    readonly children: Readonly<Record<string, number>>;
    readonly redisUrl: string;
  },
): LocalSystem => {
  const addresses = systemAddresses(plan);
  const { queues, catalogTopicArn, resultsTopicArn, uploadsBucket } = addresses.resources;
  const { messaging, bedrock } = addresses;
  return {
    pid: facts.pid,
    startedAt: facts.startedAt,
    region: localRegion,
    gateway: addresses.gateway,
    orchestrator: addresses.orchestrator,
    endpoints: {
      dynamodb: addresses.dynamoDb,
      sqs: messaging,
      sns: messaging,
      s3: messaging,
      bedrock,
      bedrockControl: bedrock,
      search: addresses.search,
      lambda: addresses.functions,
      ...(/^redis:\/\/(127\.0\.0\.1|localhost):\d+/.test(facts.redisUrl) ? { redis: facts.redisUrl } : {}),
    },
    queues: {
      enrichment: { url: queues.enrichment.url, dlqUrl: queues.enrichment.deadLetterUrl },
      deferredInference: {
        url: queues.deferredInference.url,
        dlqUrl: queues.deferredInference.deadLetterUrl,
      },
    },
    topics: { catalog: catalogTopicArn, results: resultsTopicArn },
    buckets: { uploads: uploadsBucket, batch: uploadsBucket },
    children: facts.children,
  };
};

export interface SystemFile {
  write(system: LocalSystem): void;
  remove(): void;
}

/** The file by which other commands find the system: whole or not there. */
export const systemFile = (root: string): SystemFile => {
  const file = join(root, localSystemFile);
  return {
    write: (system) => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.next`, `${JSON.stringify(system, undefined, 2)}\n`);
      renameSync(`${file}.next`, file);
    },
    remove: () => rmSync(file, { force: true }),
  };
};
