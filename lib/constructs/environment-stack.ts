import { Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { EnvironmentLiteral } from '../config/environment-literal';

export interface EnvironmentStackProps {
  readonly environment: EnvironmentLiteral;
  readonly description: string;
}

/** Types whose values operators change: a new tag would write the template's value over theirs. */
const untagged = ['AWS::SSM::Parameter', 'AWS::SecretsManager::Secret'];

/**
 * A stack of one environment: `manga-assist-{env}-{id}`. It looks nothing up: the zones are the literal's, and an
 * account that the literal leaves open is the one of the CLI's credentials, or unknown until the deployment.
 */
export class EnvironmentStack extends Stack {
  readonly environmentLiteral: EnvironmentLiteral;

  constructor(scope: Construct, id: string, props: EnvironmentStackProps) {
    const { name, account = process.env['CDK_DEFAULT_ACCOUNT'], region, data } = props.environment;
    super(scope, `manga-assist-${name}-${id}`, {
      description: `MangaAssist ${name}: ${props.description}`,
      env: { region, ...(account === undefined ? {} : { account }) },
      terminationProtection: data.protected,
    });
    this.environmentLiteral = props.environment;
    Tags.of(this).add('manga-assist:environment', name, { excludeResourceTypes: untagged });
    Tags.of(this).add('manga-assist:stack', id, { excludeResourceTypes: untagged });
  }

  override get availabilityZones(): string[] {
    return [...this.environmentLiteral.network.zoneIds];
  }
}
