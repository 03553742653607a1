import { RemovalPolicy } from 'aws-cdk-lib';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { secretName } from '../../contracts/runtime-config';
import { acceptFinding } from './accept-finding';
import { asSecret } from './library-interfaces';

export interface EnvironmentSecretProps {
  readonly environment: string;
  readonly protected: boolean;
}

/**
 * The environment's secret, made once with a random guest-token key of 64 characters: CloudFormation generates again
 * only when this description changes, so operators' rotations stay.
 */
export class EnvironmentSecret extends Construct {
  readonly secret: ISecret;

  constructor(scope: Construct, id: string, props: EnvironmentSecretProps) {
    super(scope, id);
    const secret = new Secret(this, 'Secret', {
      secretName: secretName(props.environment),
      description: 'Keys of guest tokens: see docs/runbook.md, "Rotate the guest-token key"',
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'guestTokenKey',
        passwordLength: 64,
        excludePunctuation: true,
        includeSpace: false,
      },
      removalPolicy: props.protected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acceptFinding(
      secret,
      'AwsSolutions-SMG4',
      'Rotated by operators, who keep the previous key until its tokens have expired: an automatic rotation would sign customers out.',
    );
    this.secret = asSecret(secret);
  }
}
