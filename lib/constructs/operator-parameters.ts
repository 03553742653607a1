import { CfnParameter } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { parameterPrefix, type RuntimeConfig } from '../../contracts/runtime-config';

export interface OperatorParametersProps {
  readonly environment: string;
  readonly runtime: RuntimeConfig;
}

const pascal = (key: string): string =>
  key.replace(/(^|_)([a-z])/g, (_match, _separator, letter: string) => letter.toUpperCase());

/** As `core/config` reads it: JSON unless a string, and `""` for an empty one, which Parameter Store does not take. */
const textOf = (value: unknown): string =>
  typeof value === 'string' && value !== '' ? value : JSON.stringify(value);

/**
 * `/manga-assist/{env}/{key}` for each property of the runtime configuration, with the literal's value at first.
 * The value comes through a stack parameter: a deployment keeps a stack parameter's earlier value, also when the
 * literal has changed since, so that CloudFormation never has a reason to write over what an operator set.
 * See docs/decisions/0010-operators-keep-their-parameters.md.
 */
export class OperatorParameters extends Construct {
  constructor(scope: Construct, id: string, props: OperatorParametersProps) {
    super(scope, id);
    for (const [key, value] of Object.entries(props.runtime)) {
      const initial = new CfnParameter(this, `Initial${pascal(key)}`, {
        type: 'String',
        default: textOf(value),
        description: `First value of ${parameterPrefix(props.environment)}${key}; kept by later deployments.`,
      });
      initial.overrideLogicalId(`Initial${pascal(key)}`);
      new StringParameter(this, pascal(key), {
        parameterName: `${parameterPrefix(props.environment)}${key}`,
        stringValue: initial.valueAsString,
      });
    }
  }
}
