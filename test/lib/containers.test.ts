import { entryPoints } from '../../contracts/environment-variables';
import { queuePolicies } from '../../contracts/queue-policies';
import { environments } from '../../lib/config/environments';
import { environmentNames, environmentTemplates, type Json } from '../support/templates';

const variablesOf = (container: Json): readonly string[] =>
  container.Environment.map(({ Name }: Json) => Name).sort();

describe.each(environmentNames)('the tasks of %s', (name) => {
  const environment = environmentTemplates(name);
  const tasks = environment.resources('AWS::ECS::TaskDefinition');
  const services = environment.resources('AWS::ECS::Service');
  const containers: readonly Json[] = tasks.flatMap(({ Properties }) => Properties['ContainerDefinitions']);
  const container = (bundle: string): Json => containers.find(({ Command }) => Command[0] === bundle);

  test('are two services of one image', () => {
    expect(containers.map(({ Command }) => Command)).toEqual([['orchestrator.js'], ['deferred-consumer.js']]);
    expect(new Set(containers.map(({ Image }) => JSON.stringify(Image))).size).toBe(1);
  });

  test('run on arm64, write to nothing but their logs, and are asked how they are', () => {
    for (const { Properties } of tasks) {
      expect(Properties['RuntimePlatform']).toEqual({
        CpuArchitecture: 'ARM64',
        OperatingSystemFamily: 'LINUX',
      });
    }
    for (const { ReadonlyRootFilesystem, HealthCheck, LogConfiguration } of containers) {
      expect(ReadonlyRootFilesystem).toBe(true);
      expect(HealthCheck.Command[0]).toBe('CMD');
      expect(HealthCheck.Command.join(' ')).toContain('/health');
      expect(LogConfiguration.LogDriver).toBe('awslogs');
    }
  });

  test('get the variables that they read, and no other', () => {
    expect(variablesOf(container('orchestrator.js'))).toEqual(Object.keys(entryPoints.orchestrator).sort());
    expect(variablesOf(container('deferred-consumer.js'))).toEqual(
      Object.keys(entryPoints.deferredConsumer).sort(),
    );
  });

  test('have time to finish the longest job before they are killed, and know how much', () => {
    for (const { StopTimeout, Environment } of containers) {
      expect(StopTimeout).toBeGreaterThan(queuePolicies.deferredInference.processingTimeoutSeconds);
      expect(StopTimeout).toBeLessThanOrEqual(120);
      expect(Environment).toContainEqual({ Name: 'STOP_TIMEOUT_SECONDS', Value: String(StopTimeout) });
    }
  });

  test('are replaced only by healthy ones, and a bad deployment is rolled back', () => {
    for (const { Properties } of services) {
      expect(Properties['DeploymentConfiguration']).toMatchObject({
        MinimumHealthyPercent: 100,
        MaximumPercent: 200,
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      });
    }
  });

  test('wait for the cluster to have its capacity, and leave before it goes', () => {
    const { id } = environment.first('AWS::ECS::ClusterCapacityProviderAssociations');
    for (const { DependsOn } of services) expect(DependsOn).toContain(id);
  });

  test('carry the tags of their service, so that the bill knows whose they are', () => {
    for (const { Properties } of services) expect(Properties['PropagateTags']).toBe('SERVICE');
  });

  test('have no public address', () => {
    for (const { Properties } of services) {
      expect(Properties['NetworkConfiguration'].AwsvpcConfiguration.AssignPublicIp).toBe('DISABLED');
    }
  });

  test('keep the number that scaling has found when they are deployed again', () => {
    for (const { Properties } of services) expect(Properties).not.toHaveProperty('DesiredCount');
  });

  test('scale between the environment’s limits: the chat on processor and requests, jobs on age', () => {
    const literal = environments[name];
    const limits = environment
      .resources('AWS::ApplicationAutoScaling::ScalableTarget')
      .map(({ Properties }) => [Properties['MinCapacity'], Properties['MaxCapacity']]);
    expect(limits).toEqual([
      [literal.orchestrator.minimumTasks, literal.orchestrator.maximumTasks],
      [literal.deferredConsumer.minimumTasks, literal.deferredConsumer.maximumTasks],
    ]);
    const tracked = environment
      .resources('AWS::ApplicationAutoScaling::ScalingPolicy')
      .flatMap(
        ({ Properties }) =>
          Properties['TargetTrackingScalingPolicyConfiguration']?.PredefinedMetricSpecification
            .PredefinedMetricType ?? [],
      );
    expect(tracked.map(String).sort()).toEqual([
      'ALBRequestCountPerTarget',
      'ECSServiceAverageCPUUtilization',
    ]);
    const ages = environment
      .resources('AWS::CloudWatch::Alarm')
      .filter(
        ({ stack, Properties }) =>
          stack === 'orchestrator' && Properties['MetricName'] === 'ApproximateAgeOfOldestMessage',
      );
    expect(ages).toHaveLength(2);
  });

  test('of the chat never stand on interruptible capacity alone where customers are', () => {
    const [{ CapacityProvider }] =
      environment.first('AWS::ECS::Service').Properties['CapacityProviderStrategy'];
    expect(CapacityProvider).toBe(name === 'prod' ? 'FARGATE' : 'FARGATE_SPOT');
  });
});

describe.each(environmentNames)('the load balancer of %s', (name) => {
  const environment = environmentTemplates(name);

  test('is internal, and keeps idle connections for less time than the services do', () => {
    const [balancer] = environment.resources('AWS::ElasticLoadBalancingV2::LoadBalancer');
    expect(balancer?.Properties['Scheme']).toBe('internal');
    expect(balancer?.Properties['LoadBalancerAttributes']).toContainEqual({
      Key: 'idle_timeout.timeout_seconds',
      Value: '60',
    });
  });

  test('takes the stage of the REST API out of the path', () => {
    const rule = environment.first('AWS::ElasticLoadBalancingV2::ListenerRule');
    const [{ UrlRewriteConfig }] = rule.Properties['Transforms'];
    const [{ Regex, Replace }] = UrlRewriteConfig.Rewrites;
    expect('/v1/chat'.replace(new RegExp(Regex), Replace)).toBe('/chat');
    expect('/v10/chat'.replace(new RegExp(Regex), Replace)).toBe('/v10/chat');
  });

  test('lets tasks finish what they have before they are asked to stop', () => {
    const [group] = environment.resources('AWS::ElasticLoadBalancingV2::TargetGroup');
    expect(group?.Properties['TargetGroupAttributes']).toContainEqual({
      Key: 'deregistration_delay.timeout_seconds',
      Value: '45',
    });
    expect(group?.Properties['HealthCheckPath']).toBe('/ready');
  });
});
