import { type ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { type IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, type ICluster } from 'aws-cdk-lib/aws-ecs';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';

/*
 * The construct library's classes implement its interfaces, but under `exactOptionalPropertyTypes` the compiler does
 * not see it: a class says `x: string | undefined` where the interface says `x?: string`. These guards do.
 */
type Guard<T extends IConstruct> = (construct: IConstruct) => construct is T;

const narrow =
  <T extends IConstruct>(is: Guard<T>) =>
  (construct: IConstruct): T => {
    if (is(construct)) return construct;
    throw new TypeError(`${construct.node.path} is of another type`);
  };

export const asVpc = narrow((construct): construct is IVpc => construct instanceof Vpc);
export const asBucket = narrow((construct): construct is IBucket => construct instanceof Bucket);
export const asCluster = narrow((construct): construct is ICluster => construct instanceof Cluster);
export const asSecret = narrow((construct): construct is ISecret => construct instanceof Secret);
export const asTable = narrow((construct): construct is ITable => construct instanceof Table);
