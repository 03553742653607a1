import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type EntryPoint, entryPoints } from '../../contracts/environment-variables';
import { functionFolder } from '../../lib/config/bundles';
import { functionEntryPoints } from '../support/fixture-bundles';
import { environmentNames, environmentTemplates } from '../support/templates';

interface Target {
  readonly Arn: { readonly 'Fn::GetAtt'?: readonly string[] };
}

const folders = readdirSync(join(__dirname, '../../lambdas'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

describe.each(environmentNames)('the functions of %s', (name) => {
  const environment = environmentTemplates(name);
  const functions = environment.resources('AWS::Lambda::Function');
  const named = (entryPoint: EntryPoint) =>
    environment.find(
      'AWS::Lambda::Function',
      'FunctionName',
      `manga-assist-${name}-${functionFolder(entryPoint)}`,
    );

  test('are those of lambdas/, each of them', () => {
    const deployed = functions.map(({ Properties }) => String(Properties['FunctionName'])).sort();
    expect(deployed).toEqual(
      functionEntryPoints.map((key) => `manga-assist-${name}-${functionFolder(key)}`).sort(),
    );
    for (const folder of folders) expect(deployed).toContain(`manga-assist-${name}-${folder}`);
  });

  test('run on Node 22 and arm64, traced', () => {
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs22.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
      });
    }
  });

  test('write to a log group of their own, which forgets', () => {
    for (const { Properties, stack } of functions) {
      const group = environment
        .resources('AWS::Logs::LogGroup')
        .find(({ id, stack: where }) => id === Properties['LoggingConfig'].LogGroup.Ref && where === stack);
      expect(group?.Properties['RetentionInDays']).toBeGreaterThan(0);
    }
  });

  test.each(functionEntryPoints)('%s gets the variables that it reads, and no other', (entryPoint) => {
    const { Variables } = named(entryPoint).Properties['Environment'];
    expect(Object.keys(Variables).sort()).toEqual(Object.keys(entryPoints[entryPoint]).sort());
    expect(Variables.MANGA_ENV).toBe(name);
  });

  test('the socket bridge may take as long as the gateway waits', () => {
    expect(named('socketBridge').Properties['Timeout']).toBe(29);
  });

  test('only the socket bridge is in the VPC', () => {
    const inVpc = functions.filter(({ Properties }) => Properties['VpcConfig'] !== undefined);
    expect(inVpc.map(({ id }) => id)).toEqual([named('socketBridge').id]);
  });
});

describe.each(environmentNames)('log groups of %s', (name) => {
  test('all forget after the environment’s time', () => {
    const days = { dev: 7, staging: 30, prod: 90 }[name];
    const groups = environmentTemplates(name).resources('AWS::Logs::LogGroup');
    expect(groups.length).toBeGreaterThan(10);
    for (const { Properties } of groups) expect(Properties['RetentionInDays']).toBe(days);
  });
});

describe.each(environmentNames)('the schedules of %s', (name) => {
  test('ring in Japan time, retry, and leave nothing undelivered unseen', () => {
    const schedules = environmentTemplates(name).resources('AWS::Scheduler::Schedule');
    expect(schedules).toHaveLength(3);
    for (const { Properties } of schedules) {
      expect(Properties['ScheduleExpressionTimezone']).toBe('Asia/Tokyo');
      expect(Properties['ScheduleExpression']).toMatch(/^cron\(\d+ \d+ \* \* \? \*\)$/);
      expect(Properties['Target'].DeadLetterConfig.Arn).toBeDefined();
      expect(Properties['Target'].RetryPolicy.MaximumRetryAttempts).toBe(3);
    }
  });

  test('are invoked by roles that this account’s scheduler alone may take', () => {
    const trusts = environmentTemplates(name)
      .resources('AWS::IAM::Role')
      .flatMap(({ Properties }) => Properties['AssumeRolePolicyDocument'].Statement)
      .filter(({ Principal }) => Principal.Service === 'scheduler.amazonaws.com');
    expect(trusts).toHaveLength(3);
    for (const { Condition } of trusts)
      expect(Condition).toEqual({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } });
  });

  test('what an event’s function fails on is kept', () => {
    const synthesized = environmentTemplates(name);
    const kept = synthesized.resources('AWS::Lambda::EventInvokeConfig').map(({ Properties }) => {
      expect(Properties['DestinationConfig'].OnFailure.Destination).toBeDefined();
      return Properties['FunctionName'].Ref as string;
    });
    const called = [
      ...synthesized
        .resources('AWS::Events::Rule')
        .flatMap(({ Properties }) => Properties['Targets'] as Target[]),
      ...synthesized
        .resources('AWS::Scheduler::Schedule')
        .map(({ Properties }) => Properties['Target'] as Target),
    ].flatMap(({ Arn }) => Arn['Fn::GetAtt']?.[0] ?? []);
    expect(called.length).toBeGreaterThan(0);
    for (const id of called) expect(kept).toContain(id);
  });

  test('the function of batch jobs looks once a day for what no event told it, and may call itself', () => {
    const synthesized = environmentTemplates(name);
    const inputs = synthesized
      .resources('AWS::Scheduler::Schedule')
      .map(({ Properties }) => Properties['Target'].Input as string | undefined);
    expect(inputs).toContain('{"sweep":true}');
    const policies = JSON.stringify(synthesized.resources('AWS::IAM::Policy'));
    expect(policies).toContain(`:function:manga-assist-${name}-batch-completed"`);
  });

  test('an upload below uploads/ and a batch job’s end wake their functions', () => {
    const patterns = environmentTemplates(name)
      .resources('AWS::Events::Rule')
      .map(({ Properties }) => Properties['EventPattern']);
    expect(patterns).toContainEqual(
      expect.objectContaining({
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: expect.objectContaining({ object: { key: [{ prefix: 'uploads/' }] } }),
      }),
    );
    expect(patterns).toContainEqual(
      expect.objectContaining({
        source: ['aws.bedrock'],
        'detail-type': ['Batch Inference Job State Change'],
      }),
    );
  });
});
