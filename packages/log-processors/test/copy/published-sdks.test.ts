import { cpSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { LoggerProvider as ApiLoggerProvider } from '@opentelemetry/api';
import type * as Sdk from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { npmCleanInstall } from '../../../../bootstrap.mjs';
import { madeOnce } from '../../../../test/backends/made-once.js';
import { wrapLoggerProvider } from '../../src/copy/wrap-logger-provider.js';
import { sanitizingProcessor } from '../../src/sanitize/sanitizing-processor.js';

/** The first of the versions that are supported, and the last before them. The checkout itself has 3.1.0 and 3.1.1. */
const VERSIONS = ['3.0.0', '0.223.1'] as const;
const MAIL = 'mail ada.lovelace@example.com now';

/** The SDK as it is published, as its lock file pins it; installed once on a machine. */
async function installed(version: (typeof VERSIONS)[number]): Promise<typeof Sdk> {
  const pinned = fileURLToPath(new URL(`sdks/${version}/`, import.meta.url));
  const home = await madeOnce({
    name: `sdk-logs-${version}`,
    inputs: ['package.json', 'package-lock.json'].map((file) => readFileSync(`${pinned}${file}`, 'utf8')),
    announcement: `installing @opentelemetry/sdk-logs ${version} from npm`,
    async make(folder) {
      cpSync(pinned, folder, { recursive: true });
      await npmCleanInstall(process.execPath, folder, `sdk-logs ${version}`);
    },
  });
  return createRequire(`${home}/package.json`)('@opentelemetry/sdk-logs');
}

describe.each(VERSIONS)(
  'with SDK %s',
  (version) => {
    async function pipeline() {
      const sdk = await installed(version);
      const exporter = new sdk.InMemoryLogRecordExporter();
      const provider = new sdk.LoggerProvider({
        processors: [sanitizingProcessor(), new sdk.SimpleLogRecordProcessor({ exporter })],
        logRecordLimits: { attributeValueLengthLimit: 20 },
      });
      return { provider, exported: () => exporter.getFinishedLogRecords() };
    }

    it('a wrapped provider lets nothing throw into the application and shows no half of a secret', async () => {
      const { provider, exported } = await pipeline();
      const logger = wrapLoggerProvider(provider as unknown as ApiLoggerProvider).getLogger('app', '1.0.0');
      const hostile = {
        get name(): string {
          throw new Error('boom');
        },
      };
      expect(() => logger.emit({ body: hostile, attributes: hostile })).not.toThrow();
      logger.emit({ body: `password=hunter2 ${MAIL}`, attributes: { note: MAIL, nested: { list: [MAIL] } } });
      expect(exported().map(({ body, attributes }) => ({ body, attributes }))).toEqual([
        { body: { name: '[OMITTED:getter]' }, attributes: { name: '[OMITTED:getter]' } },
        {
          body: 'password=[REDACTED:named-secret] mail [REDACTED:email] now',
          attributes: { note: 'mail [REDACTED:email', nested: { list: ['mail [REDACTED:email'] } },
        },
      ]);
    });

    it('the processor alone takes out what is in body, keys and values', async () => {
      const { provider, exported } = await pipeline();
      provider.getLogger('app').emit({
        eventName: 'a.b',
        body: { headers: ['X-Api-Key', 'kJ8sd9fLqPz21xVbN'] },
        attributes: { password: 'hunter2', 'a@b-mail.example': 1 },
      });
      const text = JSON.stringify(exported().map(({ body, attributes }) => ({ body, attributes })));
      expect(text).not.toMatch(/hunter2|kJ8sd9|a@b-mail/);
      expect(text).toContain('[REDACTED:secret-key]');
    });
  },
  120_000,
);
