import { PassThrough } from 'node:stream';
import { processTerminal } from '../../../admin/output/terminal';

const outputOf = (): PassThrough => {
  const output = new PassThrough();
  processTerminal({ input: new PassThrough(), output, errors: new PassThrough() });
  return output;
};

const errorOf = (code: string): Error => Object.assign(new Error(code), { code });

test('a reader that has enough, like `head`, is no failure', () => {
  expect(() => outputOf().emit('error', errorOf('EPIPE'))).not.toThrow();
});

test('results that cannot be written are one', () => {
  expect(() => outputOf().emit('error', errorOf('ENOSPC'))).toThrow('ENOSPC');
});
