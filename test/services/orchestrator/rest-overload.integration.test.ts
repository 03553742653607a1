import { modelReply } from '../../support/scripted-model';
import { startTestServer, type TestServer } from '../../support/test-server';

const question = { action: 'sendMessage', requestId: 'r1', data: { message: 'ダークな作品は？' } };

describe('with more callers than it can answer, the chat over REST', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  const startFull = async () => {
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let busy = (): void => undefined;
    const reached = new Promise<void>((resolve) => {
      busy = resolve;
    });
    server = await startTestServer({
      config: { max_in_flight: 1 },
      overrides: { deferAnswer: async () => 'job-1' },
      model: {
        invoke: async () => {
          busy();
          await finished;
          return modelReply();
        },
      },
    });
    const first = server.chat(question);
    await reached;
    return { ...server, first, finish };
  };

  test('sheds with 503 and Retry-After before any work', async () => {
    const { chat, first, finish, sessions, count } = await startFull();
    const response = await chat({ ...question, requestId: 'r2' });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(await response.json()).toMatchObject({ code: 'OVERLOADED', retryable: true });
    expect(sessions.sessions.size).toBe(1);
    expect(count('sheds')).toBe(1);
    finish();
    expect((await first).status).toBe(200);
  });

  test('sheds those who say that they do not agree to wait like all others', async () => {
    const { chat, first, finish, sessions, count } = await startFull();
    const impatient = { ...question, requestId: 'r2', data: { message: '質問', notifyWhenBusy: false } };
    const response = await chat(impatient);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    expect(sessions.sessions.size).toBe(1);
    expect(count('sheds')).toBe(1);
    finish();
    await first;
  });

  test('defers the questions of those who agreed to wait', async () => {
    const { chat, first, finish, model } = await startFull();
    const patient = { ...question, requestId: 'r2', data: { message: '質問', notifyWhenBusy: true } };
    expect((await chat(patient)).status).toBe(202);
    expect(model.calls).toHaveLength(1);
    finish();
    await first;
  });

  test('does not shed what asks how it is', async () => {
    const { url, first, finish } = await startFull();
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    finish();
    await first;
  });
});
