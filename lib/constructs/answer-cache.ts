import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import { CfnServerlessCache } from 'aws-cdk-lib/aws-elasticache';
import { Construct } from 'constructs';
import type { DataLiteral } from '../config/environment-literal';

export interface AnswerCacheProps {
  readonly environment: string;
  readonly vpc: IVpc;
  readonly securityGroup: ISecurityGroup;
  readonly usageCap: DataLiteral['cache'];
}

/**
 * Valkey on ElastiCache Serverless: encrypted in transit and at rest, reachable from the tasks alone, and capped so
 * that no traffic can make it expensive. It holds nothing that cannot be generated again: no snapshots.
 */
export class AnswerCache extends Construct {
  readonly name: string;
  /** `rediss://…`: TLS is the only way in. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: AnswerCacheProps) {
    super(scope, id);
    this.name = `manga-assist-${props.environment}`;
    const cache = new CfnServerlessCache(this, 'Cache', {
      serverlessCacheName: this.name,
      description: 'Answers to questions that do not depend on who asks',
      engine: 'valkey',
      majorEngineVersion: '8',
      subnetIds: props.vpc.privateSubnets.slice(0, 3).map((subnet) => subnet.subnetId),
      securityGroupIds: [props.securityGroup.securityGroupId],
      snapshotRetentionLimit: 0,
      cacheUsageLimits: {
        dataStorage: { unit: 'GB', maximum: props.usageCap.maximumGb },
        ecpuPerSecond: { maximum: props.usageCap.maximumEcpuPerSecond },
      },
    });
    this.url = `rediss://${cache.attrEndpointAddress}:${cache.attrEndpointPort}`;
  }
}
