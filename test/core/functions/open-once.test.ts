import { openOnce } from '../../../core/functions/open-once';

describe('what a function opens', () => {
  test('is opened by the first call and kept for all that follow', async () => {
    const open = jest.fn(async () => ({}));
    const opened = openOnce(open);

    const [first, second] = await Promise.all([opened(), opened()]);

    expect(second).toBe(first);
    expect(await opened()).toBe(first);
    expect(open).toHaveBeenCalledTimes(1);
  });

  test('is opened again after a failure, which its callers are told of', async () => {
    const open = jest.fn<Promise<string>, []>();
    open.mockRejectedValueOnce(new Error('no configuration')).mockResolvedValueOnce('open');
    const opened = openOnce(open);

    await expect(opened()).rejects.toThrow('no configuration');
    expect(await opened()).toBe('open');
  });
});
