import { renderDifference, renderStack } from './render-template';
import type { StackId } from './templates';

/** Keeps what a stack deploys before reviewers' eyes: all of prod, and how dev and staging differ from it. */
export const describeSnapshots = (stack: StackId): void => {
  describe(`the ${stack} stack is as it was reviewed`, () => {
    test('in prod', () => {
      expect(`\n${renderStack('prod', stack)}\n`).toMatchSnapshot();
    });

    test.each(['staging', 'dev'] as const)('in %s, where it is not as in prod', (name) => {
      expect(`\n${renderDifference(name, stack)}\n`).toMatchSnapshot();
    });
  });
};
