import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { receiving } from '../support/receiving.js';
import { runNode } from '../support/run-app.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const LONGEST_MILLIS = 240_000;
const DOCKER_KILLS_AFTER_MILLIS = 10_000;
const directory = temporaryDirectory();
const { keyFile } = keyAndTrust(directory);
/** Longer than any test: what is delivered was asked for at the end. */
const WAITS_IN_MEMORY = { OTEL_BLRP_SCHEDULE_DELAY: '600000' };
const ENTRANCES = [
  ['register', {}],
  ['attach', { TELEMETRY: 'own' }],
] as const;
const lost = (how: string, what: string): RegExp =>
  new RegExp(`^otelseal: ${how}: what only the memory of ${what}; a spool`);
interface Stopping extends Record<string, string | undefined> {
  readonly signal?: NodeJS.Signals;
  readonly file?: string;
}

const AT_THE_END = 'The process ended before everything was delivered';
const CUT_OFF = 'A worker thread was cut off \\(worker\\.terminate\\(\\)\\)';
/** The event of the crash itself, which only the memory of the main thread held. */
const CRASH_IS_LOST = 'otelseal: the process ended before the streams could be closed; the last records may be lost.';
const ONE = 'a worker thread held is lost, at most 1 record';

describe.each(ENTRANCES)(
  'a service under %s with a worker thread',
  { timeout: LONGEST_MILLIS },
  (entrance, telemetry) => {
    const started = async (main: string, worker: string, more: Record<string, string> = {}, file = 'threaded.mjs') => {
      const { receiver, received } = await receiving();
      const app = fileURLToPath(new URL(`apps/${file}`, import.meta.url));
      const service = runNode(['--import', `@otelseal/node/${entrance}`, app, main, worker], {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url.replace('/v1/logs', ''),
        OTELSEAL_SIGNING_KEY_FILE: keyFile,
        ...WAITS_IN_MEMORY,
        ...telemetry,
        ...more,
      });
      const actors = (): unknown[] =>
        received()
          .filter(({ eventName }) => eventName === 'security.authz.failure')
          .map((record) => record['audit.actor.id']);
      const closed = (): number => received().filter(({ eventName }) => eventName === 'audit.close').length;
      return { service, actors, closed };
    };
    const stopped = async (main: string, worker: string, { signal = 'SIGTERM', file, ...more }: Stopping = {}) => {
      const { service, ...rest } = await started(main, worker, more as Record<string, string>, file);
      await service.saying('ready');
      const startMs = performance.now();
      service.child.kill(signal);
      return { ...(await service.ended), ...rest, tookMs: performance.now() - startMs };
    };

    it.each([
      ['SIGTERM', 'threaded.mjs'],
      ['SIGINT', 'threaded.cjs'],
    ] as const)('delivers what the worker holds when it dies by %s (%s)', async (signal, file) => {
      const end = await stopped('wait', 'idle', { signal, file });
      expect(end).toMatchObject({ signal, stdout: 'ready\n', stderr: '' });
      expect(end.actors()).toEqual(['worker']);
      expect(end.closed()).toBe(1);
      expect(end.tookMs).toBeLessThan(DOCKER_KILLS_AFTER_MILLIS / 2);
    });

    it('delivers what a worker of a worker holds, too', async () => {
      const end = await stopped('wait', 'nests');
      expect(end).toMatchObject({ signal: 'SIGTERM', stderr: '' });
      expect(end.actors().sort()).toEqual(['nested', 'worker']);
      expect(end.closed()).toBe(2);
    });

    it('leaves the end to a service that handles the signal, and delivers what the worker records meanwhile', async () => {
      const end = await stopped('handle', 'idle');
      expect(end).toMatchObject({ code: 0, signal: null, stdout: 'ready\n', stderr: '' });
      expect(end.actors()).toEqual(['worker', 'stopping']);
    });

    it('delivers what the worker holds while the service handles the signal, before it exits', async () => {
      const { service, actors } = await started('handle and exit', 'idle');
      await service.saying('ready');
      service.child.kill('SIGTERM');
      await vi.waitFor(() => expect(actors()).toEqual(['worker']), { timeout: LONGEST_MILLIS / 2, interval: 50 });
      service.child.kill('SIGUSR2');
      expect(await service.ended).toMatchObject({ code: 0, signal: null });
    });

    it('delivers what a worker holds that nothing waits for', async () => {
      const { service, actors } = await started('unref', 'idle');
      expect(await service.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
      expect(actors()).toEqual(['worker']);
    });

    it('says in one line what a busy worker loses, in time', async () => {
      const { signal, stderr, tookMs } = await stopped('wait', 'busy');
      expect(signal).toBe('SIGTERM');
      expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(lost(AT_THE_END, ONE))]);
      expect(tookMs).toBeLessThan(DOCKER_KILLS_AFTER_MILLIS);
    });

    it.each([
      ['exit', 'idle', 3, ONE, [], 'threaded.mjs'],
      ['exit', 'nests', 3, '2 worker threads held is lost, at most 2 records', [], 'threaded.cjs'],
      ['throw', 'idle', 1, ONE, [CRASH_IS_LOST], 'threaded.mjs'],
    ])(
      'says in one line what is lost by %s (%s), and keeps the exit code',
      async (way, worker, code, what, also, file) => {
        const { service, actors } = await started(way, worker, {}, file);
        const end = await service.ended;
        expect(end.code).toBe(code);
        expect(end.stderr.match(/^otelseal: .*$/gm)).toEqual([...also, expect.stringMatching(lost(AT_THE_END, what))]);
        expect(actors()).toEqual([]);
      },
    );

    it.each(['threaded.mjs', 'threaded.cjs'])(
      'says in one line what worker.terminate() loses, at once (%s)',
      async (file) => {
        const { service } = await started('terminate', 'idle', {}, file);
        await service.saying('terminated');
        service.child.kill('SIGTERM');
        const { stderr, signal } = await service.ended;
        expect(signal).toBe('SIGTERM');
        expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(lost(CUT_OFF, ONE))]);
      },
    );

    it.each([
      ['wait', 'busy'],
      ['exit', 'idle'],
    ])('says nothing of loss where records are in a spool (%s, %s)', async (main, worker) => {
      const { stderr } = await stopped(main, worker, {
        OTELSEAL_SPOOL_DIR: join(directory, `spool-${entrance}-${main}`),
      });
      expect(stderr.replace(/^.*PARTIAL_SUCCESS_INVISIBLE.*\n/gm, '')).toBe('');
    });
  },
);
