import { runtimeConfigSchema } from '../../../contracts/runtime-config';
import { createValidator } from '../../../core/json-schema/create-validator';
import { environmentNamed, environments } from '../../../lib/config/environments';

describe('environments', () => {
  test('an unknown name fails with the known ones listed', () => {
    expect(() => environmentNamed('production')).toThrow(
      'Unknown environment "production": use one of dev, staging, prod (-c env=dev).',
    );
  });

  test('the name of an inherited property is unknown too', () => {
    expect(() => environmentNamed('toString')).toThrow('Unknown environment "toString"');
  });

  test.each(Object.values(environments))('$name is called by its own name', (environment) => {
    expect(environmentNamed(environment.name)).toBe(environment);
  });

  test('the networks do not overlap, so that they can be joined', () => {
    expect(new Set(Object.values(environments).map(({ network }) => network.cidr)).size).toBe(3);
  });

  test('zones are in the environment’s region, and of those that VPC links and ElastiCache Serverless share', () => {
    for (const { region, network } of Object.values(environments)) {
      expect(region).toBe('us-east-1');
      for (const zone of network.zoneIds) expect(zone).toMatch(/^use1-az[246]$/);
    }
  });

  test('the store’s customers are served from three zones, developers from two', () => {
    expect(environments.prod.network.zoneIds).toHaveLength(3);
    expect(environments.dev.network.zoneIds).toHaveLength(2);
  });

  test('a task in production has 150 answers under way, and as many connections to each region; one for developers 5', () => {
    expect(environments.prod.runtime.max_in_flight).toBe(150);
    expect(environments.dev.runtime.max_in_flight).toBe(5);
  });

  test.each(Object.values(environments))(
    'the runtime configuration of $name fits its schema',
    ({ runtime }) => {
      expect(createValidator(runtimeConfigSchema)(runtime)).toMatchObject({ ok: true });
    },
  );
});
