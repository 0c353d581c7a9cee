import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { joinOptions } from '../../src/configuration/join-options.js';
import { resolveSettings } from '../../src/configuration/otelseal-settings.js';
import { secondOtlp as secondOtlpOf } from '../../src/delivery/second-otlp.js';
import { receiving } from '../support/receiving.js';
import { runningPipeline } from '../support/running-pipeline.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';

const secondOtlp = (secondOtlp: unknown, environment: Record<string, string>) =>
  secondOtlpOf(joinOptions({ secondOtlp }, environment).options.secondOtlp);

const directory = temporaryDirectory();
const { keyFile } = keyAndTrust(directory);
const ENDPOINT = 'https://archive:4318/v1/logs';

describe('a second receiver', () => {
  it('is there only when options or variables name it', () => {
    expect(secondOtlp(undefined, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' })).toBeUndefined();
    expect(secondOtlp({ url: ENDPOINT }, {})).toEqual({ url: ENDPOINT });
  });

  it('is what its variables say, part by part, where options say nothing', () => {
    const environment = {
      OTELSEAL_SECOND_OTLP_ENDPOINT: ENDPOINT,
      OTELSEAL_SECOND_OTLP_HEADERS: 'authorization=Bearer%20x%2Cy, x-tenant = a',
      OTELSEAL_SECOND_OTLP_PROTOCOL: 'http/json',
      OTELSEAL_SECOND_OTLP_TIMEOUT: '2000',
      OTELSEAL_SECOND_OTLP_COMPRESSION: 'gzip',
      OTELSEAL_SECOND_OTLP_CERTIFICATE: '/ca.pem',
      OTELSEAL_SECOND_OTLP_CLIENT_CERTIFICATE: '/client.pem',
      OTELSEAL_SECOND_OTLP_CLIENT_KEY: '/client.key',
    };
    expect(secondOtlp({ protocol: 'http/protobuf' }, environment)).toEqual({
      url: ENDPOINT,
      headers: { authorization: 'Bearer x,y', 'x-tenant': 'a' },
      protocol: 'http/protobuf',
      timeoutMillis: 2_000,
      compression: 'gzip',
      certificateFile: '/ca.pem',
      clientCertificateFile: '/client.pem',
      clientKeyFile: '/client.key',
    });
  });

  it.each([
    [{}, {}, 'secondOtlp.url'],
    [undefined, { OTELSEAL_SECOND_OTLP_PROTOCOL: 'http/json' }, 'secondOtlp.url'],
    [undefined, { OTELSEAL_SECOND_OTLP_ENDPOINT: 'archive' }, 'OTELSEAL_SECOND_OTLP_ENDPOINT'],
    [{ url: ENDPOINT }, { OTELSEAL_SECOND_OTLP_HEADERS: 'Bearer x' }, 'OTELSEAL_SECOND_OTLP_HEADERS'],
    [{ url: ENDPOINT }, { OTELSEAL_SECOND_OTLP_HEADERS: 'a=%zz' }, 'OTELSEAL_SECOND_OTLP_HEADERS'],
  ])('is refused without an address and with wrong settings: %#', (options, environment, setting) => {
    expect(() => secondOtlp(options, environment)).toThrow(expect.objectContaining({ setting }));
  });

  it('needs a spool, which keeps what one has and the other has not', () => {
    expect(() => resolveSettings({ secondOtlp: { url: ENDPOINT } }, {})).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_CONFLICT', setting: 'secondOtlp' }),
    );
  });

  it('gets what the first one gets; `delivered` means both', async () => {
    const [one, two] = [await receiving(), await receiving()];
    const { otelseal, logger, provider } = runningPipeline({
      spool: { directory: join(directory, 'two') },
      signing: { keyFile },
      otlp: { url: one.receiver.url },
      secondOtlp: { url: two.receiver.url, protocol: 'http/json' },
    });
    logger.emit({ eventName: 'security.authz.failure' });
    expect(await otelseal.committed('delivered', { timeoutMs: 10_000 })).toBe('delivered');
    await provider.shutdown();
    expect(two.received()).toEqual(one.received());
    expect(one.received().length).toBeGreaterThan(2);
  });
});

describe('an exporter', () => {
  const exporter = { export: () => {}, forceFlush: async () => {}, shutdown: async () => {} };

  it('excludes `otlp`, but not beside a spool', () => {
    expect(() => resolveSettings({ exporter, otlp: {} }, {})).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_CONFLICT', setting: 'exporter' }),
    );
    const { delivery } = resolveSettings({ exporter, otlp: { url: ENDPOINT }, spool: { directory } }, {});
    expect(delivery).toMatchObject({ exporter, otlp: { url: ENDPOINT } });
  });
});

describe('an exporter beside a spool', () => {
  it('gets the records instead of a receiver that only variables name, and one warning says what is not seen', async () => {
    const taken: string[] = [];
    const exporter = {
      export(records: readonly { eventName?: string }[], done: (result: { code: 0 }) => void): void {
        taken.push(...records.map(({ eventName }) => String(eventName)));
        done({ code: 0 });
      },
      forceFlush: async () => {},
      shutdown: async () => {},
    };
    const { otelseal, logger, provider, reports } = runningPipeline({
      spool: { directory: join(directory, 'exporter') },
      signing: { keyFile },
      exporter: exporter as never,
    });
    logger.emit({ eventName: 'security.authz.failure' });
    expect(await otelseal.committed('delivered', { timeoutMs: 10_000 })).toBe('delivered');
    await provider.shutdown();
    expect(taken).toContain('security.authz.failure');
    expect(taken).toContain('audit.close');
    expect(reports).toEqual([expect.stringContaining('[PARTIAL_SUCCESS_INVISIBLE]')]);
  });
});
