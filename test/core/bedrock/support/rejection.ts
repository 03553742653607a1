import { ModelCallError } from '../../../../core/bedrock/model-call-error';

/** The `ModelCallError` with which a call fails; anything else is thrown. */
export const rejection = async (work: Promise<unknown>): Promise<ModelCallError> => {
  const error: unknown = await work.then(
    () => new Error('it did not fail'),
    (cause: unknown) => cause,
  );
  if (!(error instanceof ModelCallError)) throw error;
  return error;
};
