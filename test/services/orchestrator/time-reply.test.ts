import fastify from 'fastify';
import { defaultRuntimeConfig } from '../../../contracts/runtime-config';
import { timeReply } from '../../../services/orchestrator/server/time-reply';

/** A route whose reply takes `serialiseMs` to become text, by a clock that only it moves. */
const answerOnce = async (serialiseMs: number): Promise<readonly string[]> => {
  const recorded: string[] = [];
  let time = 0;
  const app = fastify();
  app.get(
    '/',
    timeReply({
      config: () => defaultRuntimeConfig,
      now: () => time,
      record: (metric, value, dimensions) =>
        void recorded.push(`${metric} ${dimensions?.['stage']} ${value}`),
    }),
    async () => ({
      toJSON: () => {
        time += serialiseMs;
        return { reply: 'はい' };
      },
    }),
  );
  const { body } = await app.inject('/');
  expect(JSON.parse(body)).toEqual({ reply: 'はい' });
  await app.close();
  return recorded;
};

test('the stages after the answer are timed', async () => {
  expect(await answerOnce(50)).toEqual(['stageDuration serialise 50', 'stageDuration return 0']);
});

test('a reply that takes longer than its share to become text is an overrun with the stage’s name', async () => {
  expect(await answerOnce(51)).toEqual([
    'stageDuration serialise 51',
    'stageOverrun serialise 1',
    'stageDuration return 0',
  ]);
});
