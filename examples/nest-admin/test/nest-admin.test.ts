import { execFileSync } from 'node:child_process';
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
import { afterAll, describe, expect, it } from 'vitest';

const EXAMPLE = fileURLToPath(new URL('..', import.meta.url));
const MOST_LINES = 3;
const LONGEST_MILLIS = 240_000;
const root = mkdtempSync(join(tmpdir(), 'otelseal-nest-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A copy of the example, built by its own script. */
function builtExample(name: string): string {
  const folder = join(root, name);
  copyExample(EXAMPLE, folder);
  build(folder);
  return folder;
}

function build(folder: string): void {
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: folder, encoding: 'utf8' });
}

async function ask({ url }: RunningService, method: string, path: string, token?: string, body?: object) {
  const headers: Record<string, string> = {};
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const given = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(`${url}${path}`, { method, headers, ...given });
  return answer.status;
}

/** A day at the desk: who may, who may not, and who mistypes. */
async function used(service: RunningService): Promise<number[]> {
  const [admin, support] = ['root-of-the-example', 'desk-of-the-example'];
  const email = 'dora@customers.example';
  return [
    await ask(service, 'GET', '/accounts'),
    await ask(service, 'GET', '/accounts', 'guessed'),
    await ask(service, 'GET', '/accounts', support),
    await ask(service, 'POST', '/accounts/1/block', support),
    await ask(service, 'DELETE', '/accounts/1', support),
    await ask(service, 'POST', '/accounts', admin, { email: 'hunter2', plan: 'pro' }),
    await ask(service, 'POST', '/accounts', admin, { email, plan: 'root' }),
    await ask(service, 'POST', '/accounts', admin, { email, plan: 'free' }),
    await ask(service, 'DELETE', '/accounts/one', admin),
    await ask(service, 'DELETE', '/accounts/1', admin),
  ];
}

const STATUSES = [401, 401, 200, 200, 403, 400, 400, 201, 400, 204];
/** Attributes that the rows of the README speak of. */
const SAID = [
  'audit.actor.id',
  'security.reason',
  'security.policy.id',
  'security.permission.required',
  'security.validation.fields',
  'security.validation.rule',
  'http.route',
];

describe('the Nest administration', { timeout: LONGEST_MILLIS }, () => {
  it('works as it is', async () => {
    const { answers, ended } = await serveExample(builtExample('untouched'), used);
    expect(answers).toEqual(STATUSES);
    expect(ended).toMatchObject({ stderr: '' });
  });

  it('leaves what the README says, verifiable, once exactly its lines have been applied', async () => {
    const changes = changesOfReadme(EXAMPLE);
    const added = changes.flatMap((change) => change.added);
    expect(added.length).toBeGreaterThan(0);
    expect(added.length).toBeLessThanOrEqual(MOST_LINES);

    const folder = builtExample('changed');
    runOtelseal(folder, commandsOfReadme(EXAMPLE, 'npx otelseal keys')[0]);
    for (const change of changes) applyChange(folder, change);
    const { answers, ended, file } = await serveExample(folder, used);

    expect(answers).toEqual(STATUSES);
    expect(ended).toMatchObject({ stderr: '' });
    expect(toldEvents(file, SAID)).toEqual([
      'security.authn.login.failure unknown missing_credentials /accounts',
      'security.authn.login.failure unknown invalid_credentials /accounts',
      'security.authz.failure ben guard_refused RolesGuard admin /accounts/:id',
      'security.input.validation.failure ada invalid email isEmail /accounts',
      'security.input.validation.discrete_failure ada invalid plan isIn /accounts',
      'security.input.validation.failure ada pipe_refused id /accounts/:id',
    ]);
    expect(readFileSync(file, 'utf8')).not.toContain('hunter2');
    expect(runOtelseal(folder, commandsOfReadme(EXAMPLE, 'npx otelseal verify')[0])).toMatch(/^INTACT/);
  });

  it('tells what was done, where the service says it by the call of the README', async () => {
    const folder = join(root, 'with-call');
    copyExample(EXAMPLE, folder);
    const [imported = '', call = ''] = samplesOfReadme(EXAMPLE, 'ts')[0]?.trim().split('\n\n') ?? [];
    const blocked = 'setBlocked(id: string, isBlocked: boolean): Account {\n';
    for (const [old, added] of [
      ['', `${imported}\n`],
      [blocked, `${blocked}${call}\n`],
    ] as const) {
      const path = join(folder, 'src/accounts/accounts-service.ts');
      writeFileSync(path, readFileSync(path, 'utf8').replace(old, added));
    }
    build(folder);
    runOtelseal(folder, commandsOfReadme(EXAMPLE, 'npx otelseal keys')[0]);
    for (const change of changesOfReadme(EXAMPLE)) applyChange(folder, change);
    const { file } = await serveExample(folder, used);
    const said = ['audit.actor.id', 'audit.target.id', 'http.route'];
    expect(toldEvents(file, said)).toContain('security.user.disable ben 1 /accounts/:id/block');
  });
});
