import { defaultRuntimeConfig } from '../../contracts/runtime-config';
import { searchIndexBody } from '../../contracts/search-index';
import { type TableDescription, type TableKey, tableName, tables } from '../../contracts/tables';
import { environments } from '../../lib/config/environments';
import { environmentNames, environmentTemplates, flatten, type Json } from '../support/templates';

const keySchema = (partitionKey: string, sortKey?: string): Json => [
  { AttributeName: partitionKey, KeyType: 'HASH' },
  ...(sortKey === undefined ? [] : [{ AttributeName: sortKey, KeyType: 'RANGE' }]),
];

describe.each(environmentNames)('the tables of %s', (name) => {
  const environment = environmentTemplates(name);

  test.each(Object.entries<TableDescription>(tables))('%s is the contract’s', (key, description) => {
    const { Properties } = environment.find(
      'AWS::DynamoDB::Table',
      'TableName',
      tableName(name, key as TableKey),
    );
    expect(Properties['KeySchema']).toEqual(keySchema(description.partitionKey, description.sortKey));
    expect(Properties['TimeToLiveSpecification']?.AttributeName).toBe(description.timeToLive);
    const indexes = (Properties['GlobalSecondaryIndexes'] ?? []).map((index: Json) => [
      index.IndexName,
      index.KeySchema,
      index.Projection.ProjectionType,
    ]);
    expect(indexes).toEqual(
      Object.entries(description.indexes ?? {}).map(([index, { partitionKey, sortKey, projection }]) => [
        index,
        keySchema(partitionKey, sortKey),
        projection,
      ]),
    );
  });

  test('are paid by use, encrypted and restorable, and protected in prod', () => {
    const all = environment.resources('AWS::DynamoDB::Table');
    expect(all).toHaveLength(Object.keys(tables).length);
    for (const { Properties, DeletionPolicy, UpdateReplacePolicy } of all) {
      expect(Properties['BillingMode']).toBe('PAY_PER_REQUEST');
      expect(Properties['SSESpecification']).toEqual({ SSEEnabled: true });
      expect(Properties['PointInTimeRecoverySpecification'].PointInTimeRecoveryEnabled).toBe(true);
      expect(Properties['DeletionProtectionEnabled']).toBe(name === 'prod');
      expect(DeletionPolicy).toBe(name === 'prod' ? 'Retain' : 'Delete');
      expect(UpdateReplacePolicy).toBe(name === 'prod' ? 'Retain' : 'Delete');
    }
  });
});

describe.each(environmentNames)('the collection of %s', (name) => {
  const environment = environmentTemplates(name);
  const [collection] = environment.resources('AWS::OpenSearchServerless::Collection');
  const index = environment.first('AWS::OpenSearchServerless::Index');
  const accessPolicies = environment.resources('AWS::OpenSearchServerless::AccessPolicy');
  const policyOf = (suffix: string): Json =>
    JSON.parse(
      flatten(
        environment.find('AWS::OpenSearchServerless::AccessPolicy', 'Name', `manga-assist-${name}-${suffix}`)
          .Properties['Policy'],
      ),
    )[0];

  test('is made after its policies and its group, and the index after the deployer’s access', () => {
    const ids = (type: string): readonly string[] => environment.resources(type).map(({ id }) => id);
    expect(collection?.DependsOn).toEqual(
      expect.arrayContaining([
        ...ids('AWS::OpenSearchServerless::SecurityPolicy'),
        ...ids('AWS::OpenSearchServerless::CollectionGroup'),
      ]),
    );
    const deployer = accessPolicies.find(({ Properties }) => Properties['Name'].endsWith('-deploy'));
    expect(index.DependsOn).toEqual([deployer?.id]);
    expect(index.Properties['CollectionEndpoint']['Fn::GetAtt'][0]).toBe(collection?.id);
  });

  test('has the index of the contract', () => {
    expect(index.Properties['IndexName']).toBe('catalog');
    const { Properties: mapped } = index.Properties['Mappings'];
    const ours = Object.keys(searchIndexBody.mappings.properties);
    // CloudFormation knows no `long`: the field is never searched, and gets its type from the first document.
    expect(Object.keys(mapped)).toEqual(ours.filter((field) => field !== 'indexedAt'));
    for (const { Type } of Object.values<Json>(mapped)) {
      expect(['text', 'knn_vector', 'keyword', 'integer']).toContain(Type);
    }
    const { embedding } = searchIndexBody.mappings.properties;
    expect(mapped.embedding).toEqual({
      Type: 'knn_vector',
      Dimension: embedding.dimension,
      Method: {
        Name: embedding.method.name,
        Engine: embedding.method.engine,
        SpaceType: embedding.method.space_type,
        Parameters: {
          M: embedding.method.parameters.m,
          EfConstruction: embedding.method.parameters.ef_construction,
        },
      },
    });
    expect(index.Properties['Settings']).toEqual({ Index: { Knn: true } });
  });

  test('is read and written by the roles that need it, and its index made by the deployer alone', () => {
    const rights = (suffix: string): readonly [number, readonly string[]] => {
      const { Rules, Principal } = policyOf(suffix);
      return [Principal.length, Rules[0].Permission];
    };
    expect(accessPolicies).toHaveLength(4);
    expect(rights('chat')).toEqual([1, ['aoss:DescribeIndex', 'aoss:ReadDocument']]);
    expect(rights('deploy')).toEqual([
      1,
      ['aoss:CreateIndex', 'aoss:DescribeIndex', 'aoss:UpdateIndex', 'aoss:DeleteIndex'],
    ]);
    expect(rights('enrich')).toEqual([2, ['aoss:DescribeIndex', 'aoss:ReadDocument', 'aoss:WriteDocument']]);
    expect(policyOf('deploy').Principal[0]).toMatch(/:role\/cdk-hnb659fds-cfn-exec-role-/);
  });

  test('has names that the service takes', () => {
    for (const { Properties } of accessPolicies) expect(Properties['Name']).toMatch(/^[a-z][a-z0-9-]{2,31}$/);
    expect(collection?.Properties['Name']).toMatch(/^[a-z][a-z0-9-]{2,27}$/);
  });

  test('has capacities that the service takes', () => {
    const [group] = environment.resources('AWS::OpenSearchServerless::CollectionGroup');
    const { MinIndexingCapacityInOcu, MinSearchCapacityInOcu, ...maximum } =
      group?.Properties['CapacityLimits'] ?? {};
    // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/collection-groups-capacity-limits.html
    for (const least of [MinIndexingCapacityInOcu, MinSearchCapacityInOcu])
      expect([0, 1, 2, 4, 8, 16]).toContain(least);
    for (const most of Object.values(maximum)) expect([2, 4, 8, 16]).toContain(most);
    expect(collection?.Properties['StandbyReplicas']).toBe(group?.Properties['StandbyReplicas']);
  });

  test('costs nothing while nobody works in dev', () => {
    const [group] = environment.resources('AWS::OpenSearchServerless::CollectionGroup');
    expect(group?.Properties['Generation']).toBe('NEXTGEN');
    expect(group?.Properties['CapacityLimits'].MinSearchCapacityInOcu).toBe(name === 'prod' ? 1 : 0);
  });
});

describe.each(environmentNames)('cache and buckets of %s', (name) => {
  const environment = environmentTemplates(name);

  test('the cache is capped, and reached with TLS', () => {
    const [cache] = environment.resources('AWS::ElastiCache::ServerlessCache');
    expect(cache?.Properties).toMatchObject({
      Engine: 'valkey',
      CacheUsageLimits: {
        DataStorage: { Unit: 'GB', Maximum: environments[name].data.cache.maximumGb },
        ECPUPerSecond: { Maximum: environments[name].data.cache.maximumEcpuPerSecond },
      },
    });
    const [task] = environment.resources('AWS::ECS::TaskDefinition');
    const url = task?.Properties['ContainerDefinitions'][0].Environment.find(
      ({ Name }: Json) => Name === 'REDIS_URL',
    );
    expect(flatten(url.Value)).toMatch(/^rediss:\/\//);
  });

  test('buckets are private, encrypted, and refuse calls without TLS', () => {
    const buckets = environment.resources('AWS::S3::Bucket');
    expect(buckets).toHaveLength(2);
    for (const { id, Properties, DeletionPolicy } of buckets) {
      expect(Properties['PublicAccessBlockConfiguration']).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(Properties['BucketEncryption']).toBeDefined();
      expect(Properties['LifecycleConfiguration'].Rules.length).toBeGreaterThan(0);
      expect(DeletionPolicy).toBe(name === 'prod' ? 'Retain' : 'Delete');
      const policy = environment
        .resources('AWS::S3::BucketPolicy')
        .find(({ Properties: { Bucket } }) => Bucket.Ref === id);
      expect(policy?.Properties['PolicyDocument'].Statement).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      );
    }
  });

  test('uploads keep their versions and tell EventBridge', () => {
    const uploads = environment
      .resources('AWS::S3::Bucket')
      .find(({ Properties }) => Properties['VersioningConfiguration'] !== undefined);
    expect(uploads?.Properties['LifecycleConfiguration'].Rules).toContainEqual(
      expect.objectContaining({
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        ExpiredObjectDeleteMarker: true,
      }),
    );
    expect(uploads?.Properties['NotificationConfiguration']).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    });
  });
});

describe.each(environmentNames)('what operators set in %s', (name) => {
  const environment = environmentTemplates(name);
  const template = environment.template('data');
  const parameter = (key: string): Json =>
    environment.find('AWS::SSM::Parameter', 'Name', `/manga-assist/${name}/${key}`).Properties;

  test.each(Object.keys(defaultRuntimeConfig))('%s starts with the literal’s value', (key) => {
    const { Ref } = parameter(key).Value;
    const literal: Json = environments[name].runtime[key as keyof typeof defaultRuntimeConfig];
    const text = template['Parameters'][Ref].Default;
    expect(typeof literal === 'string' && literal !== '' ? text : JSON.parse(text)).toEqual(literal);
  });

  test('is never a reason for CloudFormation to write: no value, description or tag of the template’s own', () => {
    for (const key of Object.keys(defaultRuntimeConfig)) {
      expect(parameter(key)).toEqual({
        Name: `/manga-assist/${name}/${key}`,
        Type: 'String',
        Value: { Ref: expect.stringMatching(/^Initial/) },
      });
    }
  });

  test('no value is empty, which Parameter Store refuses', () => {
    for (const [, { Default }] of Object.entries<Json>(template['Parameters'])) expect(Default).not.toBe('');
  });

  test('the secret is made once, with a key of 64 letters and digits', () => {
    const { Properties } = environment.find('AWS::SecretsManager::Secret', 'Name', `manga-assist-${name}`);
    expect(Properties['GenerateSecretString']).toEqual({
      SecretStringTemplate: '{}',
      GenerateStringKey: 'guestTokenKey',
      PasswordLength: 64,
      ExcludePunctuation: true,
      IncludeSpace: false,
    });
    expect(Properties).not.toHaveProperty('Tags');
  });
});
