import { chooseConfigurationSource } from '../../core/config/choose-configuration-source';
import { openConfigurationAndSecret } from '../../core/config/open-configuration';
import { readEnvironment } from '../../core/config/read-environment';
import { createGuestTokens } from '../../core/identity/guest-tokens';
import { createTokenVerifier } from '../../core/identity/token-verifier';
import { createEmfRecorder } from '../../core/observability/emf-recorder';
import { createJsonLogger, parseLogLevel } from '../../core/observability/json-logger';
import { authorizer } from './authorizer';
import type { AuthorizerEvent } from './authorizer-event';

const { MANGA_ENV: environment, LOG_LEVEL } = readEnvironment('authorizer', process.env);
const now = (): number => Date.now();
const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const log = createJsonLogger({ service: 'authorizer', level: parseLogLevel(LOG_LEVEL), write, now });
const metrics = createEmfRecorder({ environment, write, now });

const open = async () => {
  const source = chooseConfigurationSource(environment, process.env);
  const dependencies = { environment, source, now, logger: log, record: metrics.record };
  const [configuration, secret] = await openConfigurationAndSecret(dependencies);
  const guestTokens = createGuestTokens({
    secret: secret.current,
    readSecret: () => source.secret(),
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
};

/** Kept from cold start on; one that failed is opened again by the next call. */
let opened: ReturnType<typeof open> | undefined;

/** Called by both APIs for whoever has no cached verdict. */
export const handler = async (event: AuthorizerEvent) => {
  opened ??= open();
  try {
    const { authorize, configuration, secret } = await opened.catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    const verdict = await authorize(event);
    // The function is frozen when it has answered, and a refresh with it.
    await Promise.all([configuration.refreshed(), secret.refreshed()]);
    return verdict;
  } finally {
    metrics.flush();
  }
};
