import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatWitnessVkey } from '@otelseal/audit-integrity';
import { onTestFinished } from 'vitest';

import { type Ran, run } from '../memory-io.js';
import { testFolder } from '../sealed-log.js';

export const TOKEN: string = 'shop-token-0123456789abcdef0123456789';
export const WITNESS_NAME = 'witness.example/w1';

export interface WitnessFiles {
  readonly folder: string;
  readonly key: string;
  readonly tokens: string;
  /** A file with the token of the principal `shop` alone. */
  readonly token: string;
  readonly state: string;
  readonly vkey: string;
}

/** A key, a list of tokens and a place for the state. */
export function witnessFiles(): WitnessFiles {
  const folder = testFolder();
  const [key, tokens, token, state] = ['witness.pem', 'tokens', 'token', 'state'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(key, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
  writeFileSync(tokens, `# who may use it\nshop ${TOKEN}\n`, { mode: 0o600 });
  writeFileSync(token, `${TOKEN}\n`, { mode: 0o600 });
  const publicKey = Buffer.from(privateKey.export({ format: 'jwk' }).x as string, 'base64url');
  return { folder, key, tokens, token, state, vkey: formatWitnessVkey(WITNESS_NAME, publicKey) };
}

export interface RunningWitness {
  readonly url: string;
  readonly stop: () => Promise<Ran>;
  fetch(path: string, body?: string, token?: string): Promise<Response>;
}

/** The command itself, inside this process, on any free port. */
export async function runningWitness(files: WitnessFiles, trust: string, ...more: string[]): Promise<RunningWitness> {
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let listening: (url: string) => void = () => undefined;
  const url = new Promise<string>((resolve) => {
    listening = resolve;
  });
  const ran = run(
    [
      ...['witness', 'serve', '--key', files.key, '--name', WITNESS_NAME, '--trust', trust, '--tokens', files.tokens],
      ...['--state', files.state, '--listen', '127.0.0.1:0', ...more],
    ],
    { stopped, now: Date.now, onOutput: (text) => listening(/listens on (\S+)/.exec(text)?.[1] ?? '') },
  );
  const ended = ran.then(({ code, err }) => {
    throw new Error(`It ended with ${code}: ${err}`);
  });
  const address = await Promise.race([url, ended]);
  ended.catch(() => undefined);
  const end = async (): Promise<Ran> => {
    stop();
    return ran;
  };
  onTestFinished(async () => {
    await end();
  });
  return {
    url: address,
    stop: end,
    fetch: (path, body, token = TOKEN) =>
      fetch(`${address}${path}`, {
        ...(body === undefined ? {} : { method: 'POST', body }),
        headers: token === '' ? {} : { Authorization: `Bearer ${token}` },
      }),
  };
}
