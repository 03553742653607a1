import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type LocalSystem, localSystemFile } from '../../contracts/local-system';
import { localRegion } from '../local-environment';
import { systemAddresses } from '../system-addresses';
import type { SystemPlan } from '../system-plan';
import { isSupervisorRunning } from './is-supervisor-running';

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

const writeWhole = (file: string, text: string): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.next`, text);
  renameSync(`${file}.next`, file);
};

/** The process that a file names, if the file is there and the process is running. */
const holderOf = (file: string): number | undefined => {
  try {
    const { pid }: { pid?: unknown } = JSON.parse(readFileSync(file, 'utf8'));
    return typeof pid === 'number' && isSupervisorRunning(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
};

/**
 * The file by which other commands find the system, whole or not there: below the project's root, and in the data folder
 * where that is another. A second system with a data folder of its own leaves the first one's file alone.
 */
export const systemFile = (root: string, dataFolder: string): SystemFile => {
  const shared = join(root, localSystemFile);
  const own = join(dataFolder, basename(localSystemFile));
  const isOurs = (pid: number): boolean => [undefined, pid].includes(holderOf(shared));
  return {
    write: (system) => {
      const text = `${JSON.stringify(system, undefined, 2)}\n`;
      writeWhole(own, text);
      if (own !== shared && isOurs(system.pid)) writeWhole(shared, text);
    },
    remove: () => {
      rmSync(own, { force: true });
      if (isOurs(process.pid)) rmSync(shared, { force: true });
    },
  };
};
