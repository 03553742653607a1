/** Where an environment is: what every command needs to reach it. */
export interface Target {
  readonly environment: string;
  readonly region: string;
  readonly queues: {
    readonly enrichment: QueueAddress;
    readonly deferredInference: QueueAddress;
  };
  readonly topics: { readonly catalog: string; readonly results: string };
  readonly searchEndpoint: string;
  readonly uploadsBucket: string;
  /** Where batch jobs read and write, and the role that Bedrock takes for it. */
  readonly batch: { readonly bucket: string; readonly roleArn: string };
  /** Base URL of REST. */
  readonly gateway: string;
  readonly dailyEnrichmentFunction: string;
  readonly nightlyRecommendationsFunction: string;
  readonly batchCompletedFunction: string;
  /** `redis://…` of the answer cache, where it can be reached from here. */
  readonly cacheUrl?: string;
  /** Where one machine keeps what SSM holds in AWS. */
  readonly configurationFile?: string;
  /** Only where the SDK's own endpoints and credentials are not to be used. */
  readonly endpoints?: {
    readonly dynamodb: string;
    readonly sqs: string;
    readonly sns: string;
    readonly s3: string;
    readonly bedrockControl: string;
    readonly lambda: string | undefined;
  };
}

export interface QueueAddress {
  readonly url: string;
  readonly dlqUrl: string;
}
