import { faultOf, restAnswer } from '../doors/door-answer';
import type { HostileRequest } from './hostile-request';
import { rawExchange } from './raw-exchange';

/** Sends a hostile request, and says what is wrong with what comes back. */
export const tryRequest = async (url: string, request: HostileRequest): Promise<readonly string[]> => {
  const { pieces, replies: due, statuses, withoutBody = false } = request;
  const options = { expected: due, quietMs: 20_000, withoutBody };
  const { replies, end, outOfStep } = await rawExchange(url, pieces, options);
  return [
    ...(outOfStep === undefined ? [] : [outOfStep]),
    ...(replies.length >= due ? [] : [`${replies.length} replies of ${due}, then: ${end}`]),
    ...replies.flatMap(({ status, body }) => {
      const fault = withoutBody ? undefined : faultOf(restAnswer(status, body));
      return [
        ...(fault === undefined ? [] : [fault]),
        ...(statuses.includes(status) ? [] : [`status ${status}, not one of ${statuses.join(', ')}`]),
      ];
    }),
  ];
};
