import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { EventErrorCode } from '../src/report-once.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, text = '']) => text);

/** What an application has around the sample; every emitted record is printed. */
const APPLICATION = `
import { logs, context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const print = ({ severityText, body }) => console.log(severityText, body);
logs.setGlobalLoggerProvider({ getLogger: () => ({ emit: print, enabled: () => true }) });
const users = { '/login': [undefined], '/orders/:id/refund': [{ id: 'u-6' }, { id: 'u-7', mayRefund: true }] };
const response = { sendStatus() {}, json() {} };
let middleware;
const app = {
  use: (handler) => { middleware = handler; },
  post: (path, handler) => {
    for (const user of users[path]) {
      const request = { ip: '192.0.2.1', sessionID: 's-1', user, params: { id: 'o-7' }, body: { email: 'alice@example.com' } };
      middleware(request, response, () => handler(request, response));
    }
  },
};
const refunds = { execute: async () => 'receipt' };
const alertOps = () => {};
`;

function run(sample: string): string[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module-typescript', '--eval', APPLICATION + sample],
    {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      encoding: 'utf8',
    },
  );
  expect(stderr).toBe('');
  return stdout.trim().split('\n');
}

describe('the README', () => {
  it('shows a sample that prints what it says', () => {
    expect(run(blocks('ts')[0] ?? '')).toEqual(blocks('text')[0]?.trim().split('\n'));
  });

  it('shows functions by subpath that work', () => {
    expect(run(blocks('ts')[1] ?? '')).toEqual([
      'INFO user u-1 logged in to account u-1 with webauthn: success',
      expect.stringMatching(/^WARN .*patient p-9/),
      expect.stringMatching(/^WARN .*user u-2/),
    ]);
    expect(blocks('ts')).toHaveLength(2);
  });

  it('explains every error code', () => {
    const codes: Record<EventErrorCode, true> = {
      ERR_EVENT_NOT_EMITTED: true,
      ERR_RESERVED_ATTRIBUTE: true,
      ERR_TOO_MANY_ATTRIBUTES: true,
      ERR_FIELD_TYPE: true,
      ERR_NO_CONTEXT_MANAGER: true,
    };
    expect([...readme.matchAll(/\| `(ERR_\w+)`/g)].map(([, code]) => code)).toEqual(Object.keys(codes));
  });
});
