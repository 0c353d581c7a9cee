import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  applyChange,
  changesOfReadme,
  commandsOfReadme,
  copyExample,
  type RunningService,
  runOtelseal,
  samplesOfReadme,
  serveExample,
  toldEvents,
} from '@otelseal/testing';
import { SignJWT } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';

const EXAMPLE = fileURLToPath(new URL('..', import.meta.url));
const MOST_LINES = 3;
const LONGEST_MILLIS = 180_000;
const root = mkdtempSync(join(tmpdir(), 'otelseal-fastify-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Asked {
  readonly token?: string;
  readonly body?: object;
}

async function ask({ url }: RunningService, path: string, { token, body }: Asked = {}): Promise<[number, string]> {
  const answer = await fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return [answer.status, await answer.text()];
}

/** A day in the API: honest people, and one who tries. */
async function used(service: RunningService): Promise<number[]> {
  const login = async (name: string, password: string) => ask(service, '/login', { body: { name, password } });
  const [entered, answer] = await login('ben', 'staple of the house');
  const { token } = JSON.parse(answer) as { token: string };
  const [, adas] = await login('ada', 'correct horse battery');
  const { token: ada } = JSON.parse(adas) as { token: string };
  const old = new SignJWT({ scope: 'payment:read' }).setProtectedHeader({ alg: 'HS256' }).setIssuer('payments-api');
  const secret = new TextEncoder().encode('only-for-the-example-0123456789abcdef');
  const expired = await old.setSubject('ben').setExpirationTime('1s').setIssuedAt(0).setExpirationTime(1).sign(secret);
  const payment = { amount: '10.00', iban: 'DE02120300000000202051' };
  const answers = [
    await ask(service, '/payments'),
    await ask(service, '/payments', { token: 'x.y.z' }),
    await ask(service, '/payments', { token: expired }),
    await ask(service, '/payments?currency=XYZ', { token }),
    await ask(service, '/payments', { token, body: payment }),
    await ask(service, '/payments', { token: ada, body: { ...payment, amount: 'hunter2' } }),
    await ask(service, '/payments', { token: ada, body: payment }),
    await login('ben', 'guess'),
    await login('ben', 'another guess'),
    await login('ben', 'a third'),
    await login('ben', 'a fourth'),
  ];
  return [entered, ...answers.map(([status]) => status)];
}

const STATUSES = [200, 401, 401, 401, 400, 403, 422, 201, 401, 401, 401, 429];

/** Attributes that the rows of the README speak of. */
const SAID = ['security.reason', 'security.permission.required', 'security.validation.fields', 'security.limit.max'];

describe('the Fastify API', { timeout: LONGEST_MILLIS }, () => {
  it('works as it is', async () => {
    const folder = join(root, 'untouched');
    copyExample(EXAMPLE, folder);
    const { answers, ended } = await serveExample(folder, used);
    expect(answers).toEqual(STATUSES);
    expect(ended).toEqual({ code: 0, signal: null, stderr: '' });
  });

  it('leaves what the README says, verifiable, once exactly its lines have been applied', async () => {
    const changes = changesOfReadme(EXAMPLE);
    const added = changes.flatMap((change) => change.added);
    expect(added.length).toBeGreaterThan(0);
    expect(added.length).toBeLessThanOrEqual(MOST_LINES);

    const folder = join(root, 'changed');
    copyExample(EXAMPLE, folder);
    runOtelseal(folder, commandsOfReadme(EXAMPLE, 'npx otelseal keys')[0]);
    for (const change of changes) applyChange(folder, change);
    const { answers, ended, file } = await serveExample(folder, used);

    expect(answers).toEqual(STATUSES);
    expect(ended).toEqual({ code: 0, signal: null, stderr: '' });
    expect(toldEvents(file, SAID)).toEqual([
      'security.authn.login.failure missing_credentials',
      'security.authn.login.failure token_malformed',
      'security.authn.login.failure token_expired',
      'security.input.validation.discrete_failure enum currency',
      'security.authz.failure insufficient_scope payment:create',
      'security.input.validation.failure amount',
      ...Array.from({ length: 3 }, () => 'security.authn.login.failure invalid_credentials'),
      'security.excess.rate_limit 5',
    ]);
    const log = readFileSync(file, 'utf8');
    expect(log.match(/"body":\{"stringValue":"payment was made"\}/g)).toHaveLength(1);
    for (const secret of ['hunter2', 'another guess', 'DE0212']) expect(log).not.toContain(secret);
    expect(runOtelseal(folder, commandsOfReadme(EXAMPLE, 'npx otelseal verify')[0])).toMatch(/^INTACT/);
  });

  it('tells who failed to log in, where it says so by the line of its log that the README shows', async () => {
    const folder = join(root, 'with-line');
    copyExample(EXAMPLE, folder);
    runOtelseal(folder, commandsOfReadme(EXAMPLE, 'npx otelseal keys')[0]);
    for (const change of changesOfReadme(EXAMPLE)) applyChange(folder, change);
    const path = join(folder, 'src/server.js');
    const [line = ''] = samplesOfReadme(EXAMPLE, 'js');
    const refused = 'if (account === undefined) ';
    const text = readFileSync(path, 'utf8');
    expect(text.split(refused)).toHaveLength(2);
    writeFileSync(
      path,
      text.replace(refused, `const { name } = request.body;\nif (account === undefined) {${line}}\n${refused}`),
    );
    const { answers, file } = await serveExample(folder, used);
    expect(answers).toEqual(STATUSES);
    const failures = toldEvents(file, ['audit.actor.id', 'security.reason', 'client.address']);
    expect(failures.filter((event) => event.includes('wrong_password'))).toEqual(
      Array.from({ length: 3 }, () => 'security.authn.login.failure ben wrong_password 127.0.0.1'),
    );
    expect(failures.filter((event) => event.includes('missing_credentials'))).toHaveLength(1); // of the payments
  });
});
