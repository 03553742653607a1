import { environmentNames, environmentTemplates } from '../support/templates';

/** Types that hold what cannot be made again, or an address that others know. */
const stateful = [
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGatewayV2::Api',
  'AWS::DynamoDB::Table',
  'AWS::EC2::VPC',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::OpenSearchServerless::Collection',
  'AWS::OpenSearchServerless::Index',
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::SSM::Parameter',
  'AWS::SecretsManager::Secret',
];

const idsOf = (name: (typeof environmentNames)[number]): readonly string[] =>
  environmentTemplates(name)
    .resources()
    .filter(({ Type }) => stateful.includes(Type))
    .map(({ stack, Type, id }) => `${stack} ${Type} ${id}`)
    .sort();

describe('another id replaces a resource, and what it holds is gone', () => {
  test('the ids are as they were', () => {
    expect(idsOf('prod')).toMatchSnapshot();
  });

  test.each(environmentNames)('%s has the ids of prod', (name) => {
    expect(idsOf(name)).toEqual(idsOf('prod'));
  });
});
