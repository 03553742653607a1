/** Three kinds of test: unit (fakes, fake clock), integration (real protocols on loopback), templates (synthesized stacks). */
// The runtime that is deployed is Node 22; tests also run on Node 20, where the SDK says so once in each process.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const esmOnlyPackages = ['jose', 'fauxqs', 'toad-cache', 'valibot'];

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.[mc]?[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnlyPackages.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdk.out/', '<rootDir>/.local/', '<rootDir>/.e2e/'],
};

/** @type {import('jest').Config} */
module.exports = {
  // A guard against what hangs, not a measure: slow machines are welcome.
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/test/support/summary-reporter.js'],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['\\.integration\\.test\\.ts$', '/test/lib/', '/test/bin/'],
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/**/*.integration.test.ts'],
      globalSetup: '<rootDir>/test/support/build-once.js',
    },
    {
      ...shared,
      displayName: 'templates',
      testMatch: ['<rootDir>/test/lib/**/*.test.ts', '<rootDir>/test/bin/**/*.test.ts'],
      globalSetup: '<rootDir>/test/support/synthesize-once.js',
    },
  ],
};
