import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  type FunctionProps,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { EntryPoint, EntryPointEnvironment } from '../../contracts/environment-variables';
import { type Bundles, functionFolder } from '../config/bundles';
import type { EnvironmentLiteral } from '../config/environment-literal';
import { acceptFinding } from './accept-finding';
import { logGroupProps } from './log-retention';
import { allowNetworkInterfaces } from './network-interfaces';

export interface NodeFunctionProps<E extends EntryPoint> {
  readonly environment: EnvironmentLiteral;
  readonly bundles: Bundles;
  readonly entryPoint: E;
  /** Its variables, the shared ones aside. */
  readonly variables: Omit<EntryPointEnvironment<E>, 'MANGA_ENV' | 'LOG_LEVEL'>;
  readonly timeoutSeconds: number;
  /** In MiB; the processor's share grows with it. */
  readonly memoryMiB: number;
  /** Network, reserved concurrency, and whatever else differs from the house's function. */
  readonly overrides?: Partial<FunctionProps>;
}

/**
 * A function on arm64 from its bundle in `dist/lambdas/`, traced, with a log group of its own and a role that may
 * write to that group alone.
 */
export class NodeFunction<E extends EntryPoint> extends Construct {
  readonly entryPoint: E;
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: NodeFunctionProps<E>) {
    super(scope, id);
    const { name, observability } = props.environment;
    this.entryPoint = props.entryPoint;
    const functionName = `manga-assist-${name}-${functionFolder(props.entryPoint)}`;
    this.logGroup = new LogGroup(this, 'Logs', {
      ...logGroupProps(observability.logRetentionDays),
      logGroupName: `/aws/lambda/${functionName}`,
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `${functionName} on ${Stack.of(this).stackName}`,
    });
    this.logGroup.grantWrite(this.role);
    if (props.overrides?.vpc !== undefined) allowNetworkInterfaces(this.role, functionName);
    acceptFinding(
      this,
      'AwsSolutions-IAM5[Resource::*]',
      'Tracing, the network interfaces of a function in the VPC, the list of batch jobs: no such action takes a resource.',
    );
    acceptFinding(
      this,
      'AwsSolutions-L1',
      'Node 22 is what the code is tested on; it is supported until April 2027.',
    );
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      runtime: Runtime.NODEJS_22_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(props.bundles.functionBundle(props.entryPoint)),
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memoryMiB,
      tracing: Tracing.ACTIVE,
      logGroup: this.logGroup,
      role: this.role,
      environment: { MANGA_ENV: name, LOG_LEVEL: observability.logLevel, ...props.variables },
      ...props.overrides,
    });
  }
}
