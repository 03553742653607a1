import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseFunctionError } from '../lambda-environment/messages';
import { failed, type InvocationOutcome } from './invocation';

const agent = new Agent({ keepAlive: true, maxSockets: 2000 });

/**
 * Calls Lambda's Invoke at `baseUrl` and waits for the answer; with `Event` only until the event is taken.
 * Never rejects: a host that does not answer is a failed invocation.
 */
export const invokeFunction = (
  baseUrl: string,
  name: string,
  event: unknown,
  invocationType: 'RequestResponse' | 'Event' = 'RequestResponse',
): Promise<InvocationOutcome> =>
  new Promise((resolve) => {
    const call = request(
      `${baseUrl}/2015-03-31/functions/${name}/invocations`,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'x-amz-invocation-type': invocationType },
      },
      (response) => {
        text(response).then(
          (body) => resolve(outcomeOf(response.statusCode ?? 0, response.headers, body)),
          (error: unknown) => resolve(failed('ServiceException', String(error))),
        );
      },
    );
    call.on('error', (error) => resolve(failed('ServiceException', error.message)));
    call.end(JSON.stringify(event));
  });

const outcomeOf = (
  status: number,
  headers: NodeJS.Dict<string | string[]>,
  body: string,
): InvocationOutcome => {
  if (status === 202) return { ok: true, payload: '' };
  if (status !== 200) return failed('ServiceException', `Invoke answered ${status}: ${body}`);
  if (headers['x-amz-function-error'] === undefined) return { ok: true, payload: body };
  const error = parseFunctionError(JSON.parse(body));
  return error.ok ? { ok: false, error: error.value } : failed('Unhandled', body);
};
