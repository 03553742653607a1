import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import Ajv from 'ajv';
import {
  callerThrottle,
  maxBodyBytes,
  restRoutes,
  socketRoutes,
  stageThrottle,
  usagePlans,
} from '../../contracts/api-routes';
import { type ChatRequest, chatRequestSchema } from '../../contracts/chat-request';
import { missingForAction } from '../../contracts/chat-request-rules';
import { errorCodes } from '../../contracts/error-codes';
import { frameSchemas } from '../../contracts/frame-schemas';
import { maxSocketFrameBytes } from '../../contracts/socket-frames';
import { socketCloseCodes, socketLimits } from '../../contracts/socket-limits';
import { createValidator } from '../../core/json-schema/create-validator';
import { maxRecentRequests } from '../../core/sessions/recent-requests';
import { apiDocuments, withErrorTable } from '../../scripts/api-documents/api-documents';
import { requestExamples } from '../../scripts/api-documents/request-examples';

const root = resolve(__dirname, '../..');
const read = (path: string): string => readFileSync(resolve(root, path), 'utf8');
const openApi = JSON.parse(read('docs/api/openapi.json'));
const asyncApi = JSON.parse(read('docs/api/asyncapi.json'));
const guide = read('docs/api.md');

describe('the API documents', () => {
  test.each(Object.entries(apiDocuments()))('%s is what the contracts say', (path, text) => {
    expect(read(path)).toBe(text);
  });

  test('the guide has every error code', () => {
    expect(guide).toBe(withErrorTable(guide));
    for (const code of Object.keys(errorCodes)) expect(guide).toContain(`| \`${code}\` |`);
  });

  test('the OpenAPI document is valid', async () => {
    const validator = resolve(
      root,
      'node_modules/@seriousme/openapi-schema-validator/bin/validate-api-cli.js',
    );
    const { stdout } = await promisify(execFile)(process.execPath, [
      validator,
      resolve(root, 'docs/api/openapi.json'),
    ]);
    expect(JSON.parse(stdout)).toEqual({ valid: true });
  }, 30_000);

  test('the AsyncAPI document is valid', () => {
    const schema = JSON.parse(read('node_modules/@asyncapi/specs/schemas/3.0.0.json'));
    const ajv = new Ajv({ strict: false, validateFormats: false, meta: false, validateSchema: false });
    const validate = ajv.compile(schema);
    validate(asyncApi);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ ...asyncApi, channels: { chat: { messages: [] } } })).toBe(false);
  });

  test('every reference of the AsyncAPI document leads somewhere', () => {
    const references = [...JSON.stringify(asyncApi).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, path]) => path,
    );
    expect(references.length).toBeGreaterThan(20);
    for (const path of references) {
      const target = path
        ?.split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], asyncApi);
      expect([path, target]).toEqual([path, expect.anything()]);
    }
  });

  test('every route, frame and close code is described', () => {
    for (const { path, method } of restRoutes)
      expect(openApi.paths[path][method.toLowerCase()].description).toEqual(expect.any(String));
    const { receiveRequest, sendFrame } = asyncApi.operations;
    expect(sendFrame.messages).toHaveLength(Object.keys(frameSchemas).length);
    const received = JSON.stringify(receiveRequest.messages.map(({ $ref }: { $ref: string }) => $ref));
    const models = socketRoutes.flatMap((route) => ('model' in route ? [route.model] : []));
    for (const model of models) expect(received.toLowerCase()).toContain(model.toLowerCase());
    for (const code of Object.keys(socketCloseCodes)) {
      expect(asyncApi.info.description).toContain(`- ${code}: `);
      expect(guide).toContain(`| ${code} | `);
    }
  });

  test('who needs no token is not asked for one', () => {
    for (const { path, method, caller } of restRoutes) {
      const { security } = openApi.paths[path][method.toLowerCase()];
      expect(security.length > 0 && security.every((one: object) => 'token' in one)).toBe(
        caller === 'principal',
      );
    }
  });

  test('the examples are requests that the server takes', () => {
    const validate = createValidator<ChatRequest>(chatRequestSchema);
    for (const example of Object.values(requestExamples)) {
      expect(validate(example)).toMatchObject({ ok: true });
      expect(missingForAction(example)).toEqual([]);
    }
  });

  test('the guide states the limits of the contracts', () => {
    const rate = ({ rateLimit, burstLimit }: { rateLimit: number; burstLimit: number }): string =>
      `${rateLimit} a second, bursts of ${burstLimit}`;
    for (const fact of [
      `All callers together | ${rate(stageThrottle)}`,
      `All guests together | ${rate(usagePlans.guest)}`,
      `One caller | ${rate(callerThrottle)}`,
      `message on the socket | ${maxBodyBytes / 1024} KB`,
      `frames have at most ${maxSocketFrameBytes / 1024} KB`,
      `frame may have ${socketLimits.maxClientFrameBytes / 1024} KB`,
      `several frames ${socketLimits.maxClientMessageBytes / 1024} KB`,
      `its last ${maxRecentRequests} ids`,
    ])
      expect(guide).toContain(fact);
  });
});
