import { restAnswer } from '../doors/door-answer';
import type { HostileRequest } from './hostile-request';
import { rawExchange } from './raw-exchange';

/** Sends a hostile request, and says what is wrong with what comes back. */
export const tryRequest = async (url: string, request: HostileRequest): Promise<readonly string[]> => {
  const { pieces, replies: due, statuses } = request;
  const { replies, end, outOfStep } = await rawExchange(url, pieces, { expected: due, quietMs: 20_000 });
  const isHead = request.kind === 'method HEAD';
  return [
    ...(outOfStep === undefined ? [] : [outOfStep]),
    ...(replies.length >= due || isHead ? [] : [`${replies.length} replies of ${due}, then: ${end}`]),
    ...replies.flatMap(({ status, body }) => {
      const { problem } = isHead ? {} : restAnswer(status, body);
      return [
        ...(problem === undefined ? [] : [problem]),
        ...(statuses.includes(status) ? [] : [`status ${status}, not one of ${statuses.join(', ')}`]),
      ];
    }),
  ];
};
