import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acceptFinding } from '../../lib/constructs/accept-finding';
import { environmentNames, type Json, readAssembly, stackIds } from '../support/templates';

interface Acknowledgement {
  readonly id: string;
  readonly reason: string;
}

/** Rules that constructs accept, from the metadata that the library keeps of them. */
const acknowledgements = (name: (typeof environmentNames)[number]): readonly Acknowledgement[] =>
  stackIds.flatMap((stack) => {
    const metadata: Json = JSON.parse(readAssembly(name, `manga-assist-${name}-${stack}.metadata.json`));
    return Object.values<Json>(metadata)
      .flat()
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) => Object.entries<string>(data).map(([id, reason]) => ({ id, reason })))
      .filter(({ id }) => id.includes('AwsSolutions'));
  });

describe.each(environmentNames)('the security rules of cdk-nag’s AwsSolutions in %s', (name) => {
  test('have no finding that is not accepted beside its resource', () => {
    const { pluginReports }: Json = JSON.parse(readAssembly(name, 'validation-report.json'));
    const findings = pluginReports.flatMap(({ violations }: Json) =>
      violations.flatMap(({ ruleName, violatingConstructs }: Json) =>
        violatingConstructs.map(({ constructPath }: Json) => `${constructPath}: ${ruleName}`),
      ),
    );
    expect(findings).toEqual([]);
  });

  test('are set aside for a reason that says more than the rule', () => {
    const accepted = acknowledgements(name);
    expect(accepted.length).toBeGreaterThan(10);
    for (const { id, reason } of accepted) {
      expect(id).toMatch(/^Annotation::AwsSolutions-[A-Z]+\d/);
      expect(reason.length).toBeGreaterThan(30);
    }
  });
});

describe('the check itself', () => {
  const directory = mkdtempSync(join(tmpdir(), 'manga-assist-nag-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  const findingsOf = (name: string, change: (queue: Queue) => void): readonly string[] => {
    const app = new App({
      outdir: join(directory, name),
      builtinCloudFormationValidation: false,
      context: { '@aws-cdk/core:failSynthOnValidationErrors': false },
    });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    change(new Queue(new Stack(app, 'stack'), 'Queue', { enforceSSL: true }));
    app.synth();
    const report: Json = JSON.parse(readFileSync(join(directory, name, 'validation-report.json'), 'utf8'));
    return report.pluginReports.flatMap(({ violations }: Json) => violations.map((v: Json) => v.ruleName));
  };

  test('finds a queue without a dead-letter queue', () => {
    expect(findingsOf('open', () => undefined)).toEqual(['AwsSolutions-SQS3']);
  });

  test('leaves out what was accepted', () => {
    expect(findingsOf('accepted', (queue) => acceptFinding(queue, 'AwsSolutions-SQS3', 'a test'))).toEqual(
      [],
    );
  });
});
