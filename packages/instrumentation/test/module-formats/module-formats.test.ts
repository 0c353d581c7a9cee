import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';

// Each starts a process with an SDK, two frameworks' worth of modules and a server.
vi.setConfig({ testTimeout: 120_000 });
const run = promisify(execFile);
const path = (name: string) => fileURLToPath(new URL(`apps/${name}`, import.meta.url));

/** What an application left behind that was asked for something it refuses, something it tells, and something unknown. */
async function ran(app: string, environment: Record<string, string> = {}) {
  const { stdout } = await run(process.execPath, ['--import', path('preload.mjs'), path(app)], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    timeout: 60_000,
  });
  return JSON.parse(stdout) as { readonly statuses: number[]; readonly events: { readonly traced: boolean }[] };
}

const events = (route: string | undefined, told: string | undefined, traced: boolean) => [
  { name: 'security.authz.failure', ...(route && { route }), client: '127.0.0.1', traced },
  { name: 'security.sensitive.read', ...(told && { route: told }), client: '127.0.0.1', traced },
];
const LIBRARIES = ['express', 'fastify', 'hono', 'nest'];

describe.each([
  ['mjs', 'at the start', {}],
  ['cjs', 'at the start', {}],
  ['mjs', 'when their library is loaded', { WHEN_LOADED: '1' }],
  ['cjs', 'when their library is loaded', { WHEN_LOADED: '1' }],
])('an application in %s, instrumentations made %s', (format, _when, made) => {
  it.each(LIBRARIES)('with %s leaves each event once, with its route and client', async (library) => {
    expect(await ran(`${library}.${format}`, made)).toEqual({
      statuses: [403, 200, 404],
      events: events('/refused/:id', '/told', false),
    });
  });

  it.each(LIBRARIES)('with %s does so without the instrumentation of node:http, too', async (library) => {
    const { events: left } = await ran(`${library}.${format}`, { ...made, DISABLED: 'http' });
    expect(left).toEqual(events('/refused/:id', '/told', false));
  });

  it.each(['ours first', 'ours last'])(
    'shares Express with the instrumentations of OpenTelemetry, %s',
    async (order) => {
      const { events: left } = await ran(`express.${format}`, { ...made, OTEL_ORDER: order });
      expect(left).toEqual(events('/refused/:id', '/told', true));
    },
  );

  it('with node:http leaves each event once', async () => {
    expect((await ran(`http.${format}`, made)).events).toEqual(events(undefined, undefined, false));
  });
});
