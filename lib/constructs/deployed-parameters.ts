import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { type DeployedParameter, parameterPrefix } from '../../contracts/runtime-config';

export interface DeployedParametersProps {
  readonly environment: string;
  readonly values: Partial<Readonly<Record<DeployedParameter, string>>>;
}

/** `/manga-assist/{env}/deployed/{name}`: where things are, for the admin command and the doctor. */
export class DeployedParameters extends Construct {
  constructor(scope: Construct, id: string, props: DeployedParametersProps) {
    super(scope, id);
    for (const [name, value] of Object.entries(props.values)) {
      new StringParameter(this, name, {
        parameterName: `${parameterPrefix(props.environment)}deployed/${name}`,
        stringValue: value,
      });
    }
  }
}
