import { readFileSync, writeFileSync } from 'node:fs';
import { createVerifier, parseTrust, reportFirstLine, storedRecords } from '@otelseal/audit-integrity';
import { ATTRIBUTES, EVENTS } from '@otelseal/semantic-conventions';
import { HOSTILE_KEYS, HOSTILE_TEXTS } from '@otelseal/testing';
import { describe, expect, it } from 'vitest';
import { receiving } from './support/receiving.js';
import { runningPipeline } from './support/running-pipeline.js';
import { keyAndTrust, temporaryDirectory } from './support/signing-key-files.js';

const { keyFile, trustFile } = keyAndTrust(temporaryDirectory());

/** The first line of the report over everything that a receiver wrote. */
function verdict(file: string): string {
  const verifier = createVerifier({
    trust: parseTrust(readFileSync(trustFile, 'utf8')),
    vocabulary: Object.keys(ATTRIBUTES),
  });
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  lines.forEach((line, index) => {
    for (const record of storedRecords(JSON.parse(line), `received:${index + 1}`)) verifier.add(record);
  });
  return reportFirstLine(verifier.finish());
}

describe('what the pipeline delivers', () => {
  it.each(['http/json', 'http/protobuf'] as const)(
    'over %s is INTACT to whoever has the trust file, hostile records included',
    async (protocol) => {
      const { receiver, file, received } = await receiving();
      const { logger, provider } = runningPipeline({ signing: { keyFile }, otlp: { url: receiver.url, protocol } });
      for (const eventName of Object.keys(EVENTS)) logger.emit({ eventName });
      for (const { text } of HOSTILE_TEXTS) {
        logger.emit({
          eventName: 'security.authn.login.failure',
          body: { [text]: text },
          attributes: { 'audit.actor.id': text, note: [text] },
        });
      }
      for (const key of HOSTILE_KEYS) logger.emit({ eventName: 'security.authz.failure', attributes: { [key]: key } });
      logger.emit({
        eventName: 'app.order.placed',
        body: 'x'.repeat(100_000),
        attributes: { big: 2 ** 60, small: 1e-7, nan: Number.NaN },
      });
      logger.emit({ body: undefined });
      await provider.shutdown();
      expect(received().length).toBeGreaterThan(100);
      expect(verdict(file)).toMatch(/^INTACT /);
    },
  );

  it('is no longer so after one word was changed', async () => {
    const { receiver, file } = await receiving();
    const { logger, provider } = runningPipeline({
      signing: { keyFile },
      otlp: { url: receiver.url, protocol: 'http/json' },
    });
    logger.emit({ eventName: 'security.authn.login.failure', attributes: { 'audit.actor.id': 'mallory' } });
    await provider.shutdown();
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('mallory', 'alice00'));
    expect(verdict(file)).toMatch(/^NOT INTACT /);
  });
});
