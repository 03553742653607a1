import { createJsonLogger, parseLogLevel } from '../../../core/observability/json-logger';

const setUp = (level = 'INFO') => {
  const lines: string[] = [];
  const logger = createJsonLogger({
    service: 'orchestrator',
    level: parseLogLevel(level),
    write: (line) => lines.push(line),
    now: () => 0,
  });
  return { logger, lines };
};

describe('log', () => {
  test('is one JSON document a line', () => {
    const { logger, lines } = setUp();
    logger.info('answered', { requestId: 'r1', messageLength: 12 });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        level: 'INFO',
        message: 'answered',
        timestamp: '1970-01-01T00:00:00.000Z',
        service: 'orchestrator',
        requestId: 'r1',
        messageLength: 12,
      },
    ]);
  });

  test('leaves out what is below its level', () => {
    const { logger, lines } = setUp('warn');
    logger.debug('a');
    logger.info('b');
    logger.warn('c');
    logger.error('d');
    expect(lines.map((line) => JSON.parse(line).message)).toEqual(['c', 'd']);
  });

  test('shows an error with its causes', () => {
    const { logger, lines } = setUp();
    logger.error('failed', { error: new TypeError('outer', { cause: new Error('inner') }) });
    expect(JSON.parse(lines[0] ?? '').error).toMatchObject({
      name: 'TypeError',
      message: 'outer',
      cause: { name: 'Error', message: 'inner' },
    });
  });

  test('does not repeat what a parser could not read', () => {
    const { logger, lines } = setUp();
    try {
      JSON.parse('{"message": 秘密');
    } catch (error) {
      logger.warn('unreadable', { error });
    }
    expect(lines).toHaveLength(1);
    expect(lines.join('')).not.toContain('秘密');
  });
});
