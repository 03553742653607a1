import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { type Check, fail, pass } from '../finding';

/** Version of the bootstrap stack from which aws-cdk-lib 2 deploys with its default synthesizer (https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html). */
const neededBootstrapVersion = 6;
const bootstrapParameter = '/cdk-bootstrap/hnb659fds/version';

export const checkCredentials = (sts: STSClient): Check => ({
  what: 'credentials',
  advice: 'Sign in (`aws sso login`, or set AWS_PROFILE), then run the doctor again.',
  run: async () => {
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand());
    return [pass('credentials', `account ${Account}, ${Arn}`)];
  },
});

export const checkBootstrap = (ssm: SSMClient, region: string): Check => {
  const what = `bootstrap in ${region}`;
  const advice = `Run: npx cdk bootstrap aws://ACCOUNT/${region}`;
  return {
    what,
    advice,
    run: async () => {
      try {
        const { Parameter } = await ssm.send(new GetParameterCommand({ Name: bootstrapParameter }));
        const version = Number(Parameter?.Value);
        return version >= neededBootstrapVersion
          ? [pass(what, `version ${version}`)]
          : [fail(what, `version ${version}; at least ${neededBootstrapVersion} is needed`, advice)];
      } catch (error) {
        if (error instanceof ParameterNotFound) return [fail(what, 'not bootstrapped', advice)];
        throw error;
      }
    },
  };
};
