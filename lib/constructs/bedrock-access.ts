import { Stack } from 'aws-cdk-lib';
import { type IGrantable, type IPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { modelAccess } from '../../contracts/model-access';
import {
  isModelKey,
  type ModelDescription,
  type ModelKey,
  modelCatalog,
} from '../../contracts/model-catalog';
import type { RuntimeConfig } from '../../contracts/runtime-config';

export type ModelKind = ModelDescription['kind'];

const isActive = (key: ModelKey): boolean => modelCatalog[key].lifecycle.state !== 'end-of-life';

/** Keys of the catalogue's models of these kinds that Bedrock still serves: what an operator may switch to. */
export const grantableModels = (kinds: readonly ModelKind[]): readonly ModelKey[] =>
  Object.keys(modelCatalog)
    .filter(isModelKey)
    .filter((key) => kinds.includes(modelCatalog[key].kind) && isActive(key))
    .sort();

export interface BedrockAccess {
  readonly scope: Construct;
  readonly kinds: readonly ModelKind[];
  /** Whether answers may be streamed, too. */
  readonly streaming: boolean;
  /** Regions and data residency; operators' later regions need a deployment. */
  readonly runtime: RuntimeConfig;
}

/**
 * Lets a principal invoke every usable catalogue model of some kinds in every region of the environment, and no other:
 * inference profiles by ARN, the foundation models behind them only when called through one of these profiles
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html).
 */
export const grantModels = (
  grantee: IGrantable,
  { scope, kinds, streaming, runtime }: BedrockAccess,
): void => {
  const { account, partition } = Stack.of(scope);
  const access = modelAccess({
    models: grantableModels(kinds),
    regions: [runtime.primary_region, ...runtime.failover_regions],
    residency: runtime.data_residency,
    account,
    partition,
  });
  const actions = streaming
    ? ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']
    : ['bedrock:InvokeModel'];
  const principal: IPrincipal = grantee.grantPrincipal;
  const direct = [...access.profileArns, ...access.modelArns];
  if (direct.length > 0) {
    principal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: direct }));
  }
  if (access.modelArnsByProfile.length > 0) {
    principal.addToPrincipalPolicy(
      new PolicyStatement({
        actions,
        resources: [...access.modelArnsByProfile],
        conditions: { StringEquals: { 'bedrock:InferenceProfileArn': [...access.profileArns] } },
      }),
    );
  }
};
