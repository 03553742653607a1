#!/usr/bin/env node
/**
 * What the CDK's command line runs in place of Docker (`CDK_DOCKER`). It builds no image: it writes down what it was
 * asked, looks whether the build's context is whole, and puts a manifest without layers into the registry on `push`.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const args = process.argv.slice(2);
const note = (entry) => appendFileSync(process.env.E2E_IMAGES, `${JSON.stringify(entry)}\n`);
const earlier = () =>
  existsSync(process.env.E2E_IMAGES)
    ? readFileSync(process.env.E2E_IMAGES, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
const after = (flag) => args[args.indexOf(flag) + 1];

/** Files that the Dockerfile takes from its context and that are not there. */
const missingFrom = (context) =>
  readFileSync(join(context, 'Dockerfile'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(/\s+/).slice(1, -1))
    .filter((file) => !existsSync(join(context, file)));

const push = async (name) => {
  const [, repositoryName, imageTag] = /^[^/]+\/(.+):([^:]+)$/.exec(name);
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_REGION } = process.env;
  const response = await fetch(AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.PutImage',
      authorization: `AWS4-HMAC-SHA256 Credential=${AWS_ACCESS_KEY_ID}/20260101/${AWS_REGION}/ecr/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify({
      repositoryName,
      imageTag,
      imageManifest: JSON.stringify({ schemaVersion: 2, layers: [] }),
    }),
  });
  if (!response.ok) throw new Error(`The registry answered ${response.status}: ${await response.text()}`);
};

const [command] = args;
if (command === 'inspect') {
  // Known once it was built.
  process.exitCode = earlier().some(({ tag }) => tag === args[1]) ? 0 : 1;
} else if (command === 'build') {
  const context = args.at(-1) === '.' ? process.cwd() : args.at(-1);
  const missing = missingFrom(context);
  if (missing.length > 0) throw new Error(`The build context has no ${missing.join(', ')}.`);
  note({ command, tag: after('--tag'), platform: after('--platform') });
} else if (command === 'push') {
  await push(args[1]);
  note({ command, name: args[1] });
} else if (command !== 'login' && command !== 'tag') {
  throw new Error(`The stand-in for Docker does not know "${command}".`);
}
