import { createConnectionSlots } from '../../../core/bedrock/connection-slots';

const call = (signal = new AbortController().signal) => {
  const waits: (string | undefined)[] = [];
  return { signal, onWait: (wait?: string) => waits.push(wait), waits };
};

test('lets so many in at once, and the next when one is done, first come, first served', async () => {
  const take = createConnectionSlots(() => 2);
  const order: string[] = [];
  const [first, second, third, fourth] = [call(), call(), call(), call()];
  const release = await take(first);
  await take(second);
  const others = [take(third).then(() => order.push('third')), take(fourth).then(() => order.push('fourth'))];
  expect([first.waits, third.waits]).toEqual([[], ['connection']]);
  release();
  await others[0];
  release();
  expect(order).toEqual(['third']);
  expect([third.waits, fourth.waits]).toEqual([['connection', undefined], ['connection']]);
});

test('one that gives up while waiting leaves its place to the next', async () => {
  const take = createConnectionSlots(() => 1);
  const release = await take(call());
  const impatient = new AbortController();
  const gone = take(call(impatient.signal));
  const patient = take(call());
  impatient.abort(new Error('no time'));
  await expect(gone).rejects.toThrow('no time');
  release();
  await expect(patient).resolves.toBeInstanceOf(Function);
});

test('follows a limit that operators move', async () => {
  let limit = 1;
  const take = createConnectionSlots(() => limit);
  const order: string[] = [];
  const release = await take(call());
  const others = ['second', 'third', 'fourth'].map((name) =>
    take(call()).then((leave) => {
      order.push(name);
      return leave;
    }),
  );
  limit = 3;
  release();
  await Promise.all([others[0], others[1], others[2]]);
  expect(order).toEqual(['second', 'third', 'fourth']);
  limit = 1;
  const fifth = take(call()).then(() => order.push('fifth'));
  (await others[0])?.();
  (await others[1])?.();
  expect(order).not.toContain('fifth');
  (await others[2])?.();
  await fifth;
});

test('a place that is given back twice is one place', async () => {
  const take = createConnectionSlots(() => 1);
  const release = await take(call());
  release();
  release();
  await take(call());
  const waiting = call();
  void take(waiting);
  expect(waiting.waits).toEqual(['connection']);
});
