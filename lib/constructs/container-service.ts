import { parse } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import {
  type ContainerImage,
  CpuArchitecture,
  FargateService,
  FargateTaskDefinition,
  type ICluster,
  LogDrivers,
  OperatingSystemFamily,
  PropagatedTagSource,
} from 'aws-cdk-lib/aws-ecs';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { EntryPointEnvironment } from '../../contracts/environment-variables';
import type { EnvironmentLiteral, ServiceLiteral } from '../config/environment-literal';
import { acceptFinding } from './accept-finding';
import { logGroupProps } from './log-retention';

type ServiceEntryPoint = 'orchestrator' | 'deferredConsumer';

/** Time between SIGTERM and SIGKILL, in seconds: the longest answer, or the longest job, and what comes after it. */
export const stopTimeoutSeconds = 90;

/** The image has no shell and no curl. */
const healthProbe = (port: number): string =>
  `fetch('http://127.0.0.1:${port}/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`;

export interface ContainerServiceProps<E extends ServiceEntryPoint> {
  readonly environment: EnvironmentLiteral;
  readonly cluster: ICluster;
  readonly image: ContainerImage;
  readonly size: ServiceLiteral;
  readonly securityGroup: ISecurityGroup;
  readonly port: number;
  /** The bundle that it runs, and its variables, those aside that every service gets. */
  readonly program: {
    readonly bundle: string;
    readonly variables: Omit<
      EntryPointEnvironment<E>,
      'MANGA_ENV' | 'LOG_LEVEL' | 'BIND_ADDRESS' | 'STOP_TIMEOUT_SECONDS'
    >;
  };
}

/**
 * Tasks on Fargate, arm64, without a public address: a read-only root file system, node as PID 1 (the image's
 * entry point), a health check, and a deployment that keeps what runs until the new tasks are healthy, else rolls back.
 */
export class ContainerService<E extends ServiceEntryPoint> extends Construct {
  readonly service: FargateService;
  readonly taskRole: IRole;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: ContainerServiceProps<E>) {
    super(scope, id);
    const { environment, size } = props;
    this.logGroup = new LogGroup(this, 'Logs', logGroupProps(environment.observability.logRetentionDays));
    const task = new FargateTaskDefinition(this, 'Task', {
      family: `manga-assist-${environment.name}-${parse(props.program.bundle).name}`,
      cpu: size.cpu,
      memoryLimitMiB: size.memoryMiB,
      runtimePlatform: {
        cpuArchitecture: CpuArchitecture.ARM64,
        operatingSystemFamily: OperatingSystemFamily.LINUX,
      },
    });
    acceptFinding(
      task,
      'AwsSolutions-ECS2',
      'The variables are names and addresses; what is secret is read from Secrets Manager by the task itself.',
    );
    acceptFinding(
      task,
      'AwsSolutions-IAM5[Resource::*]',
      'ecr:GetAuthorizationToken of the execution role takes no resource; pulling names the repository.',
    );
    this.taskRole = task.taskRole;
    task.addContainer('main', {
      image: props.image,
      command: [props.program.bundle],
      readonlyRootFilesystem: true,
      stopTimeout: Duration.seconds(stopTimeoutSeconds),
      portMappings: [{ containerPort: props.port }],
      logging: LogDrivers.awsLogs({ logGroup: this.logGroup, streamPrefix: 'main' }),
      healthCheck: {
        command: ['CMD', '/nodejs/bin/node', '-e', healthProbe(props.port)],
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        retries: 3,
        startPeriod: Duration.seconds(30),
      },
      environment: {
        MANGA_ENV: environment.name,
        LOG_LEVEL: environment.observability.logLevel,
        BIND_ADDRESS: '0.0.0.0',
        STOP_TIMEOUT_SECONDS: String(stopTimeoutSeconds),
        ...props.program.variables,
      },
    });
    this.service = new FargateService(this, 'Service', {
      cluster: props.cluster,
      taskDefinition: task,
      assignPublicIp: false,
      // What is paid for is the task: without it the bill does not know whose it is.
      propagateTags: PropagatedTagSource.SERVICE,
      securityGroups: [props.securityGroup],
      capacityProviderStrategies: [{ capacityProvider: size.spot ? 'FARGATE_SPOT' : 'FARGATE', weight: 1 }],
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { enable: true, rollback: true },
    });
    // ECS refuses a service whose capacity the cluster does not have yet, and to take it away from one that has it.
    this.service.node.findChild('Service').node.addDependency(props.cluster);
  }
}
