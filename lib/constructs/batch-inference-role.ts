import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { batchPrefix } from '../../contracts/bucket-prefixes';
import type { EnvironmentLiteral } from '../config/environment-literal';
import { acceptWildcard } from './accept-finding';
import { grantModels } from './bedrock-access';

export interface BatchInferenceRoleProps {
  readonly bucket: IBucket;
  readonly environment: EnvironmentLiteral;
}

/** The role that Bedrock takes for this account's batch jobs: files below `batch/`, and the catalogue's models. */
export class BatchInferenceRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: BatchInferenceRoleProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    this.role = new Role(this, 'Role', {
      roleName: `manga-assist-${props.environment.name}-batch-inference`,
      assumedBy: new ServicePrincipal('bedrock.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
      description: 'Bedrock batch inference of the catalogue',
    });
    const files = props.bucket.arnForObjects(`${batchPrefix}*`);
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['s3:GetObject', 's3:PutObject'],
        resources: [files],
      }),
    );
    acceptWildcard(this.role, files, 'Each job has files of its own below the prefix.');
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [props.bucket.bucketArn],
        conditions: { StringLike: { 's3:prefix': [`${batchPrefix}*`] } },
      }),
    );
    grantModels(this.role, {
      scope: this,
      kinds: ['chat'],
      streaming: false,
      runtime: props.environment.runtime,
    });
  }
}
