import { BedrockClient } from '@aws-sdk/client-bedrock';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { queuePolicies } from '../../contracts/queue-policies';
import type { RuntimeConfig } from '../../contracts/runtime-config';
import { resolveModel } from '../../core/bedrock/resolve-model';
import { awsConfigurationSource } from '../../core/config/aws-configuration-source';
import { clientSettings } from '../target/connect';
import type { Target } from '../target/target';
import { checkBootstrap, checkCredentials } from './checks/check-account';
import { checkLifecycles, checkParameters, checkSecret } from './checks/check-configuration';
import { checkChat, checkGateway } from './checks/check-gateway';
import { checkIndex } from './checks/check-index';
import { checkModelIn } from './checks/check-model';
import { checkQueue } from './checks/check-queue';
import { checkQuota } from './checks/check-quota';
import { checkTopic } from './checks/check-topic';
import type { Check } from './finding';

export interface DoctorPlan {
  readonly environment: string;
  readonly region: string;
  /** The environment's configuration: the deployed one, or the literal before the first deployment. */
  readonly config: RuntimeConfig;
  /** What the environment was made with. */
  readonly literal: RuntimeConfig;
  /** Absent: not deployed yet. */
  readonly target?: Target;
  readonly chat: boolean;
  readonly now: () => number;
}

const roles = ['fast', 'quality', 'enrichment', 'embedding'] as const;

/** Every model that the configuration names, in every region that it is called in. */
const modelChecks = ({ config, target, environment, now }: DoctorPlan): readonly Check[] => {
  const regions = [...new Set([config.primary_region, ...config.failover_regions])];
  const models = [...new Set(roles.map((role) => resolveModel(config, role)))];
  const settings = target === undefined ? {} : clientSettings(target, 'bedrockControl');
  return [
    checkLifecycles(environment, config, new Date(now())),
    ...regions.flatMap((region) => {
      const bedrock = new BedrockClient({ ...settings, region });
      return models.map((model) => checkModelIn(bedrock, model, region, config.data_residency));
    }),
  ];
};

/** What only an AWS account has. */
const accountChecks = ({ environment, region, config, literal, target }: DoctorPlan): readonly Check[] => {
  const ssm = new SSMClient({ region });
  const quotas = new ServiceQuotasClient({ region: config.primary_region });
  const source = awsConfigurationSource(environment, { ssm, secrets: new SecretsManagerClient({ region }) });
  return [
    checkCredentials(new STSClient({ region })),
    checkBootstrap(ssm, region),
    ...(target === undefined ? [] : [checkParameters(source, literal), checkSecret(source)]),
    ...[...new Set([resolveModel(config, 'fast'), resolveModel(config, 'quality')])].map((model) =>
      checkQuota(quotas, model, config.primary_region),
    ),
  ];
};

const deployedChecks = (target: Target, { chat, now }: DoctorPlan): readonly Check[] => {
  const sqs = new SQSClient(clientSettings(target, 'sqs'));
  const sns = new SNSClient(clientSettings(target, 'sns'));
  return [
    checkQueue(sqs, queuePolicies.enrichment, target.queues.enrichment),
    checkQueue(sqs, queuePolicies.deferredInference, target.queues.deferredInference),
    ...Object.values(target.topics).map((topicArn) => checkTopic(sns, topicArn)),
    checkIndex(target),
    checkGateway(target.gateway),
    ...(chat ? [checkChat(target.gateway, now)] : []),
  ];
};

/** The checks of an environment, in the order in which an operator mends things. */
export const planChecks = (plan: DoctorPlan): readonly Check[] => [
  ...(plan.environment === 'local' ? [] : accountChecks(plan)),
  ...modelChecks(plan),
  ...(plan.target === undefined ? [] : deployedChecks(plan.target, plan)),
];
