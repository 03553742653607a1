import { environments } from '../../lib/config/environments';
import { environmentNames, environmentTemplates, flatten, type Json } from '../support/templates';

describe.each(environmentNames)('the network of %s', (name) => {
  const environment = environmentTemplates(name);
  const literal = environments[name].network;

  test('is in the zones of the literal, by id', () => {
    const zones = environment
      .resources('AWS::EC2::Subnet')
      .map(({ Properties }) => String(Properties['AvailabilityZoneId']));
    expect([...new Set(zones)].sort()).toEqual([...literal.zoneIds].sort());
    expect(zones).toHaveLength(2 * literal.zoneIds.length);
    expect(environment.resources('AWS::EC2::NatGateway')).toHaveLength(literal.natGateways);
  });

  test('gives nothing a public address', () => {
    for (const { Properties } of environment.resources('AWS::EC2::Subnet')) {
      expect(Properties['MapPublicIpOnLaunch']).toBe(false);
    }
    for (const { Properties } of environment.resources('AWS::ElasticLoadBalancingV2::LoadBalancer')) {
      expect(Properties['Scheme']).toBe('internal');
    }
  });

  test('keeps S3 and DynamoDB off the NAT gateways, and the services that the literal lists', () => {
    const endpoints = environment.resources('AWS::EC2::VPCEndpoint').map(({ Properties }) => ({
      kind: Properties['VpcEndpointType'],
      service: /(?:us-east-1|\{AWS::Region\})\.(.+)$/.exec(flatten(Properties['ServiceName']))?.[1],
    }));
    expect(endpoints.filter(({ kind }) => kind === 'Gateway').map(({ service }) => service)).toEqual([
      's3',
      'dynamodb',
    ]);
    expect(endpoints.filter(({ kind }) => kind === 'Interface').map(({ service }) => service)).toEqual(
      literal.interfaceEndpoints,
    );
  });

  test('has no endpoint for execute-api: it would take @connections away', () => {
    expect(JSON.stringify(environment.resources('AWS::EC2::VPCEndpoint'))).not.toContain('execute-api');
  });

  test('logs every flow', () => {
    const [log] = environment.resources('AWS::EC2::FlowLog');
    expect(log?.Properties).toMatchObject({ ResourceType: 'VPC', TrafficType: 'ALL' });
  });

  test('lets groups in by name, never by address', () => {
    const inline = environment
      .resources('AWS::EC2::SecurityGroup')
      .flatMap(({ Properties }) => Properties['SecurityGroupIngress'] ?? []);
    expect(inline).toEqual([]);
    const ingress = environment.resources('AWS::EC2::SecurityGroupIngress');
    expect(ingress.length).toBeGreaterThan(6);
    for (const { Properties } of ingress) {
      expect(Properties['SourceSecurityGroupId']).toBeDefined();
      expect(Properties).not.toHaveProperty('CidrIp');
    }
  });

  test('lets at the answer cache those who have its address, and nobody else', () => {
    const [cache] = environment
      .resources('AWS::EC2::SecurityGroup')
      .filter(({ Properties }) => Properties['GroupDescription'] === 'Answer cache');
    const rules = (type: string, to: string): readonly string[] =>
      environment
        .resources(type)
        .filter(({ Properties }) => flatten(Properties[to]).includes(`${cache?.id}.`))
        .map(({ Properties }) =>
          flatten(Properties['SourceSecurityGroupId'] ?? Properties['GroupId']).slice(1, 20),
        );
    const knowing = environment
      .resources('AWS::ECS::TaskDefinition')
      .filter(({ Properties }) => JSON.stringify(Properties).includes('REDIS_URL'));
    expect(knowing).toHaveLength(1);
    expect(rules('AWS::EC2::SecurityGroupIngress', 'GroupId')).toEqual(['GroupsOrchestrator5']);
    expect(rules('AWS::EC2::SecurityGroupEgress', 'DestinationSecurityGroupId')).toEqual([
      'GroupsOrchestrator5',
    ]);
  });

  test('opens the way out for HTTPS alone', () => {
    const egress: readonly Json[] = environment
      .resources('AWS::EC2::SecurityGroup')
      .flatMap(({ Properties }) => Properties['SecurityGroupEgress'] ?? [])
      .filter(({ CidrIp }: Json) => CidrIp === '0.0.0.0/0');
    expect(egress).toHaveLength(3);
    for (const rule of egress) expect(rule).toMatchObject({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443 });
  });

  test('leaves nothing in the VPC’s default security group', () => {
    const groups: readonly Json[] = [
      ...environment
        .resources('AWS::ECS::Service')
        .map(({ Properties }) => Properties['NetworkConfiguration'].AwsvpcConfiguration.SecurityGroups),
      ...environment
        .resources('AWS::ElasticLoadBalancingV2::LoadBalancer')
        .map(({ Properties }) => Properties['SecurityGroups']),
      ...environment
        .resources('AWS::ElastiCache::ServerlessCache')
        .map(({ Properties }) => Properties['SecurityGroupIds']),
      ...environment
        .resources('AWS::ApiGatewayV2::VpcLink')
        .map(({ Properties }) => Properties['SecurityGroupIds']),
      ...environment
        .resources('AWS::EC2::VPCEndpoint')
        .filter(({ Properties }) => Properties['VpcEndpointType'] === 'Interface')
        .map(({ Properties }) => Properties['SecurityGroupIds']),
      ...environment
        .resources('AWS::Lambda::Function')
        .flatMap(({ Properties }) =>
          Properties['VpcConfig'] === undefined ? [] : [Properties['VpcConfig'].SecurityGroupIds],
        ),
    ];
    for (const group of groups) {
      expect(group).toHaveLength(1);
      expect(flatten(group[0])).not.toContain('DefaultSecurityGroup');
    }
  });
});
