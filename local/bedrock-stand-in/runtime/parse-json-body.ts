import { validationError } from '../aws-error';

/** The JSON of a body; throws Bedrock's refusal of one that is none. */
export const parseJsonBody = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw validationError('Malformed input request, please reformat your input and try again.');
  }
};
