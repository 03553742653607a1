import { type Emulator, region } from '../emulator/emulator';

/** Asks a service by its name in signatures; answers the body, and throws unless the status is 2xx. */
export type AskPlainly = (service: string, path: string, init?: RequestInit) => Promise<string>;

/** For services of which the project has no client. The emulator knows them by the credential, and checks no signature. */
export const createAskPlainly =
  ({ url, environment }: Emulator): AskPlainly =>
  async (service, path, init = {}) => {
    const scope = `${environment['AWS_ACCESS_KEY_ID']}/20260101/${region}/${service}/aws4_request`;
    const headers = new Headers(init.headers);
    headers.set('authorization', `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`);
    const response = await fetch(`${url}${path}`, { ...init, headers });
    const body = await response.text();
    if (!response.ok) throw new Error(`${service} answered ${response.status}: ${body.slice(0, 300)}`);
    return body;
  };
