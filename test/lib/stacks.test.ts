import {
  environmentNames,
  environmentTemplates,
  type Json,
  readAssembly,
  stackIds,
} from '../support/templates';

const imports = (value: Json): readonly string[] =>
  JSON.stringify(value)
    .match(/"Fn::ImportValue":"([^"]+)"/g)
    ?.map((match) => match.slice('"Fn::ImportValue":"'.length, -1)) ?? [];

describe.each(environmentNames)('the stacks of %s', (name) => {
  const environment = environmentTemplates(name);
  const exporter = new Map<string, string>(
    stackIds.flatMap((stack) =>
      Object.values<Json>(environment.template(stack)['Outputs'] ?? {}).flatMap(({ Export }) =>
        Export === undefined ? [] : [[Export.Name, stack] as const],
      ),
    ),
  );

  test('know those before them alone, so that they can be deployed one after another', () => {
    stackIds.forEach((stack, position) => {
      for (const imported of imports(environment.template(stack))) {
        const from = exporter.get(imported);
        expect(stackIds.findIndex((id) => id === from)).toBeGreaterThanOrEqual(0);
        expect(stackIds.findIndex((id) => id === from)).toBeLessThan(position);
      }
    });
  });

  test('are bound by exports, which CloudFormation keeps from being removed while somebody reads them', () => {
    for (const stack of stackIds) {
      expect(JSON.stringify(environment.template(stack))).not.toContain('Fn::GetStackOutput');
    }
    expect(exporter.size).toBeGreaterThan(20);
  });

  test('are protected against deletion exactly where customers’ data is', () => {
    const manifest: Json = JSON.parse(readAssembly(name, 'manifest.json'));
    for (const stack of stackIds) {
      const { properties, environment: where } = manifest.artifacts[`manga-assist-${name}-${stack}`];
      expect(properties.terminationProtection ?? false).toBe(name === 'prod');
      expect(where).toBe('aws://unknown-account/us-east-1');
    }
  });

  test('look nothing up', () => {
    expect(JSON.parse(readAssembly(name, 'manifest.json')).missing).toBeUndefined();
  });

  test('stay below CloudFormation’s 500 resources and 200 parameters', () => {
    for (const stack of stackIds) {
      const template = environment.template(stack);
      expect(Object.keys(template['Resources']).length).toBeLessThan(400);
      expect(Object.keys(template['Parameters'] ?? {}).length).toBeLessThan(200);
    }
  });

  test('tag what they make with the environment, for the bill', () => {
    const taggable = ['AWS::DynamoDB::Table', 'AWS::Lambda::Function', 'AWS::ECS::Service', 'AWS::EC2::VPC'];
    for (const type of taggable) {
      for (const { Properties } of environment.resources(type)) {
        expect(Properties['Tags']).toContainEqual({ Key: 'manga-assist:environment', Value: name });
      }
    }
  });
});

test('environments do not share a name of a resource', () => {
  const named = (name: (typeof environmentNames)[number]): readonly string[] =>
    environmentTemplates(name)
      .resources()
      .flatMap(({ Type, Properties }) =>
        [
          'QueueName',
          'TopicName',
          'TableName',
          'FunctionName',
          'AlarmName',
          'RoleName',
          'DashboardName',
        ].flatMap((property) =>
          typeof Properties[property] !== 'string' ? [] : [`${Type} ${Properties[property]}`],
        ),
      );
  const all = environmentNames.flatMap(named);
  expect(all.filter((one, index) => all.indexOf(one) !== index)).toEqual([]);
});
