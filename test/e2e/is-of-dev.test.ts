import { isOfDev } from '../../e2e/deployment/is-of-dev';

test.each([
  ['manga-assist-dev', true],
  ['manga-assist-dev-api-Role1', true],
  ['/aws/lambda/manga-assist-dev-authorizer', true],
  ['/manga-assist/dev/deployed/rest-api-url', true],
  ['manga-assist-development', false],
  ['e2e-subscriber-catalog', false],
  ['cdk-hnb659fds-deploy-role', false],
])('%s: %s', (name, expected) => {
  expect(isOfDev(name)).toBe(expected);
});
