import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { EnvironmentLiteral } from '../config/environment-literal';
import { AccessLogBucket } from '../constructs/access-log-bucket';
import { AnswerCache } from '../constructs/answer-cache';
import { ContractTables } from '../constructs/contract-tables';
import { DeployedParameters } from '../constructs/deployed-parameters';
import { EnvironmentSecret } from '../constructs/environment-secret';
import { EnvironmentStack } from '../constructs/environment-stack';
import { OperatorParameters } from '../constructs/operator-parameters';
import { SearchCollection } from '../constructs/search-collection';
import { UploadsBucket } from '../constructs/uploads-bucket';
import type { NetworkStack } from './network-stack';

export interface DataStackProps {
  readonly environment: EnvironmentLiteral;
  readonly network: NetworkStack;
}

/** What must not be lost, and what operators set: tables, collection, cache, buckets, parameters, secret. */
export class DataStack extends EnvironmentStack {
  readonly tables: ContractTables;
  readonly search: SearchCollection;
  readonly cache: AnswerCache;
  readonly uploads: IBucket;
  readonly accessLogs: IBucket;
  readonly secret: ISecret;

  constructor(scope: Construct, id: string, { environment, network }: DataStackProps) {
    super(scope, id, { environment, description: 'tables, collection, cache, buckets, parameters, secret' });
    const { name, data, observability, runtime } = environment;
    this.tables = new ContractTables(this, 'Tables', { environment: name, protected: data.protected });
    this.search = new SearchCollection(this, 'Search', {
      environment: name,
      capacity: data.search,
      protected: data.protected,
    });
    this.cache = new AnswerCache(this, 'AnswerCache', {
      environment: name,
      vpc: network.vpc,
      securityGroup: network.groups.cache,
      usageCap: data.cache,
    });
    this.accessLogs = new AccessLogBucket(this, 'AccessLogs', {
      retentionDays: observability.logRetentionDays,
      protected: data.protected,
    }).bucket;
    this.uploads = new UploadsBucket(this, 'Uploads', {
      environment: name,
      data,
      accessLogs: this.accessLogs,
    }).bucket;
    this.secret = new EnvironmentSecret(this, 'Secret', {
      environment: name,
      protected: data.protected,
    }).secret;
    new OperatorParameters(this, 'Parameters', { environment: name, runtime });
    new DeployedParameters(this, 'Deployed', {
      environment: name,
      values: { 'uploads-bucket': this.uploads.bucketName, 'search-endpoint': this.search.endpoint },
    });
  }
}
