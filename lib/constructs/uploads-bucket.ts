import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { batchPrefix, uploadsPrefix } from '../../contracts/bucket-prefixes';
import type { DataLiteral } from '../config/environment-literal';
import { asBucket } from './library-interfaces';

export interface UploadsBucketProps {
  readonly environment: string;
  readonly data: DataLiteral;
  readonly accessLogs: IBucket;
}

/**
 * Uploaded images and the files of batch jobs: private, encrypted, TLS alone, versions for a month, and an
 * EventBridge event for each upload.
 */
export class UploadsBucket extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, props: UploadsBucketProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      // Named, so that policies elsewhere can name it without asking this stack.
      bucketName: `manga-assist-${props.environment}-uploads-${Stack.of(this).account}-${Stack.of(this).region}`,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      serverAccessLogsBucket: props.accessLogs,
      serverAccessLogsPrefix: 'uploads/',
      removalPolicy: props.data.protected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      lifecycleRules: [
        { id: 'uploads', prefix: uploadsPrefix, expiration: Duration.days(props.data.uploadsExpireDays) },
        { id: 'batch', prefix: batchPrefix, expiration: Duration.days(30) },
        {
          id: 'leftovers',
          noncurrentVersionExpiration: Duration.days(30),
          expiredObjectDeleteMarker: true,
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    this.sendEvents(bucket);
    this.bucket = asBucket(bucket);
  }

  /** The construct library's own switch adds a custom resource to do the same. */
  private sendEvents(bucket: Bucket): void {
    const child = bucket.node.defaultChild;
    if (!(child instanceof CfnBucket)) throw new TypeError('A bucket without AWS::S3::Bucket');
    child.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }
}
