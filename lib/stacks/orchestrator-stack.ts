import { Cluster, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { restStageName, socketStageName } from '../config/api-names';
import type { Bundles } from '../config/bundles';
import type { EnvironmentLiteral } from '../config/environment-literal';
import { ContainerService } from '../constructs/container-service';
import { grantEntryPoint, grantSockets } from '../constructs/entry-point-grants';
import { EnvironmentStack } from '../constructs/environment-stack';
import { grantTargets } from '../constructs/grant-targets';
import { InternalLoadBalancer } from '../constructs/internal-load-balancer';
import { asCluster } from '../constructs/library-interfaces';
import { orchestratorPort } from '../constructs/service-groups';
import { serviceImage } from '../constructs/service-image';
import { scaleOnQueueAge, scaleOnRequests } from '../constructs/service-scaling';
import { SocketApiIdentity } from '../constructs/socket-api-identity';
import type { DataStack } from './data-stack';
import type { MessagingStack } from './messaging-stack';
import type { NetworkStack } from './network-stack';

export interface OrchestratorStackProps {
  readonly environment: EnvironmentLiteral;
  readonly bundles: Bundles;
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly messaging: MessagingStack;
}

/** The two Fargate services of one image, the load balancer in front of the chat, and the socket's address. */
export class OrchestratorStack extends EnvironmentStack {
  readonly balancer: InternalLoadBalancer;
  readonly socket: SocketApiIdentity;
  readonly orchestrator: ContainerService<'orchestrator'>;
  readonly deferredConsumer: ContainerService<'deferredConsumer'>;

  constructor(scope: Construct, id: string, props: OrchestratorStackProps) {
    const { environment, network, data, messaging } = props;
    super(scope, id, { environment, description: 'chat service, deferred consumer, load balancer' });
    const { name } = environment;
    const { queue } = messaging.deferredInference;

    this.socket = new SocketApiIdentity(this, 'Socket', {
      name: `manga-assist-${name}-socket`,
      stageName: socketStageName,
    });
    const cluster = asCluster(
      new Cluster(this, 'Cluster', {
        vpc: network.vpc,
        clusterName: `manga-assist-${name}`,
        containerInsightsV2: ContainerInsights.ENABLED,
        enableFargateCapacityProviders: true,
      }),
    );
    const shared = { environment, cluster, image: serviceImage(props.bundles), port: orchestratorPort };

    this.orchestrator = new ContainerService(this, 'Orchestrator', {
      ...shared,
      size: environment.orchestrator,
      securityGroup: network.groups.orchestrator,
      program: {
        bundle: 'orchestrator.js',
        variables: {
          PORT: String(orchestratorPort),
          SEARCH_ENDPOINT: data.search.endpoint,
          REDIS_URL: data.cache.url,
          CONNECTIONS_ENDPOINT: this.socket.connectionsEndpoint,
          DEFERRED_QUEUE_URL: queue.queueUrl,
        },
      },
    });
    this.deferredConsumer = new ContainerService(this, 'DeferredConsumer', {
      ...shared,
      size: environment.deferredConsumer,
      securityGroup: network.groups.deferredConsumer,
      program: {
        bundle: 'deferred-consumer.js',
        variables: {
          HEALTH_PORT: String(orchestratorPort),
          SEARCH_ENDPOINT: data.search.endpoint,
          RESULTS_TOPIC_ARN: messaging.results.topic.topicArn,
          CONNECTIONS_ENDPOINT: this.socket.connectionsEndpoint,
          DEFERRED_QUEUE_URL: queue.queueUrl,
          UPLOADS_BUCKET: data.uploads.bucketName,
        },
      },
    });
    this.balancer = new InternalLoadBalancer(this, 'LoadBalancer', {
      vpc: network.vpc,
      securityGroup: network.groups.balancer,
      service: this.orchestrator.service,
      port: orchestratorPort,
      stageName: restStageName,
      accessLogs: data.accessLogs,
      protected: environment.data.protected,
    });

    const targets = grantTargets(data, messaging);
    for (const [entryPoint, { taskRole }] of [
      ['orchestrator', this.orchestrator],
      ['deferredConsumer', this.deferredConsumer],
    ] as const) {
      grantEntryPoint(entryPoint, { scope: this, role: taskRole, environment, targets });
      grantSockets(entryPoint, { scope: this, role: taskRole, api: this.socket });
    }
    data.search.grantDocuments(this, 'chat', [this.orchestrator.taskRole.roleArn], ['ReadDocument']);
    data.search.grantDocuments(
      this,
      'deferred',
      [this.deferredConsumer.taskRole.roleArn],
      ['ReadDocument', 'WriteDocument'],
    );
    scaleOnRequests(this.orchestrator.service, this.balancer.targets, environment.orchestrator);
    scaleOnQueueAge(
      this.deferredConsumer.service,
      queue.metricApproximateAgeOfOldestMessage(),
      environment.deferredConsumer,
    );
  }
}
