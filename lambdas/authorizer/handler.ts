import { openConfigurationAndSecret } from '../../core/config/open-configuration';
import { readEnvironment } from '../../core/config/read-environment';
import { configurationDependencies } from '../../core/functions/configuration-dependencies';
import { functionTools } from '../../core/functions/function-tools';
import { openOnce } from '../../core/functions/open-once';
import { createGuestTokens } from '../../core/identity/guest-tokens';
import { createTokenVerifier } from '../../core/identity/token-verifier';
import { authorizer } from './authorizer';
import type { AuthorizerEvent } from './authorizer-event';

const tools = functionTools('authorizer', readEnvironment('authorizer', process.env));
const { environment, now, logger: log, metrics } = tools;

const open = openOnce(async () => {
  const dependencies = configurationDependencies(tools, process.env);
  const [configuration, secret] = await openConfigurationAndSecret(dependencies);
  const guestTokens = createGuestTokens({
    secret: secret.current,
    readSecret: () => dependencies.source.secret(),
    now,
  });
  return {
    configuration,
    secret,
    authorize: authorizer({
      verifyToken: createTokenVerifier({ guestTokens, config: configuration.current, now }),
      environment,
      log,
    }),
  };
});

/** Called by both APIs for whoever has no cached verdict. */
export const handler = async (event: AuthorizerEvent) => {
  try {
    const { authorize, configuration, secret } = await open();
    const verdict = await authorize(event);
    // The function is frozen when it has answered, and a refresh with it.
    await Promise.all([configuration.refreshed(), secret.refreshed()]);
    return verdict;
  } finally {
    metrics.flush();
  }
};
