import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/configuration/configuration-error.js';
import { joinOptions } from '../../src/configuration/join-options.js';

const checkOptions = (options: unknown) => joinOptions(options, {}).options;
const EXPORTER = { export: () => {}, forceFlush: async () => {}, shutdown: async () => {} };

function refusal(options: unknown): ConfigurationError {
  try {
    checkOptions(options);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('options', () => {
  it('that are right come back as they were given', () => {
    const options = {
      signing: { pem: 'line 1\nline 2\n', keyName: 'root' },
      otlp: {
        url: 'https://collector:4318/v1/logs',
        headers: { authorization: 'Bearer x' },
        protocol: 'http/json',
        timeoutMillis: 1,
        compression: 'gzip',
      },
      batch: { maxQueueSize: 10, maxExportBatchSize: 5, scheduledDelayMillis: 1, exportTimeoutMillis: 1 },
      identity: { organisation: 'acme', tenant: 't', environment: 'production' },
      enrich: { baggage: ['tenant.id'] },
      sanitize: { preset: 'strict' },
      trust: '/etc/otelseal.trust.json',
      shutdownTimeoutMillis: 500,
    };
    expect(checkOptions(options)).toEqual(options);
  });

  it('may be undefined one by one, as if they were left out', () => {
    expect(checkOptions({ otlp: undefined, exporter: EXPORTER, signing: { keyFile: undefined } })).toEqual({
      exporter: EXPORTER,
      signing: {},
    });
  });

  it.each([
    [{ signin: {} }, 'signin', /did you mean `signing`\?/],
    [{ signing: { keyfile: 'x' } }, 'signing.keyfile', /did you mean `signing\.keyFile`\?/],
    [
      { otlp: { endpoint: 'x' } },
      'otlp.endpoint',
      /is not an option; options are url, headers, protocol, timeoutMillis, compression/,
    ],
    [{ Exporter: EXPORTER }, 'Exporter', /did you mean `exporter`\?/],
    [{ onIncidents: () => {} }, 'onIncidents', /did you mean `onIncident`\?/],
    [{ detections: {} }, 'detections', /did you mean `detection`\?/],
    [{ sanitize: { presett: 'strict' } }, 'sanitize.presett', /did you mean `sanitize\.preset`\?/],
    [{ sanitize: { personal: { emial: 'keep' } } }, 'sanitize.personal.emial', /did you mean `email`\?/],
    [
      { sanitize: { rules: JSON.parse('{"__proto__":"keep"}') } },
      'sanitize.rules.__proto__',
      /not a name that is taken/,
    ],
    [{ sanitize: { keys: { constructor: 'keep' } } }, 'sanitize.keys.constructor', /not a name that is taken/],
    [
      { detection: { thresholds: { brute_forse: {} } } },
      'detection.thresholds.brute_forse',
      /did you mean `brute_force`\?/,
    ],
    [{ 'otlp.url': 'http://collector' }, 'otlp.url', /is not an option/],
    [{ '': {} }, '', /is not an option/],
    [{ constructor: {} }, 'constructor', /is not an option/],
    [{ prototype: {} }, 'prototype', /is not an option/],
    [JSON.parse('{"__proto__":{"exporter":1}}'), '__proto__', /is not an option/],
    [JSON.parse('{"otlp":{"__proto__":{}}}'), 'otlp.__proto__', /is not an option/],
    [{ [Symbol('x')]: 1 }, 'Symbol(x)', /is not an option/],
    [{ 'a\u001b[31m': 1 }, 'a?[31m', /is not an option/],
  ])('with an unknown name are refused: %#', (options, setting, message) => {
    expect(refusal(options)).toMatchObject({ code: 'ERR_OPTION_UNKNOWN', setting });
    expect(refusal(options).message).toMatch(message);
  });

  it.each([
    [null, 'options', /must be a plain object/],
    ['x', 'options', /must be a plain object/],
    [[], 'options', /must be a plain object/],
    [new Map(), 'options', /must be a plain object/],
    [Object.create({ exporter: EXPORTER }), 'options', /must be a plain object/],
    [{ otlp: 'http://x' }, 'otlp', /must be a plain object/],
    [
      { signing: { keyFile: '' } },
      'signing.keyFile',
      /must be a text of 1 to 4096 characters without control characters/,
    ],
    [{ signing: { keyFile: 'a\0b' } }, 'signing.keyFile', /must be a text/],
    [{ signing: { signer: {} } }, 'signing.signer', /must be a `RootSigner` with the methods sign/],
    [{ exporter: 'otlp' }, 'exporter', /must be a `LogRecordExporter` with the methods export, forceFlush, shutdown/],
    [{ otlp: { url: 'collector:4318' } }, 'otlp.url', /must be an http or https address/],
    [{ otlp: { url: 'http://user:pass@collector' } }, 'otlp.url', /without user name and password/],
    [{ otlp: { protocol: 'grpc' } }, 'otlp.protocol', /must be one of http\/protobuf, http\/json/],
    [{ otlp: { compression: 'zstd' } }, 'otlp.compression', /must be one of gzip, none/],
    [{ otlp: { timeoutMillis: 0 } }, 'otlp.timeoutMillis', /must be a whole number from 1 to 3600000/],
    [{ otlp: { headers: { 'a b': 'c' } } }, 'otlp.headers', /header names and their texts/],
    [{ otlp: { headers: { a: 'b\r\nc: d' } } }, 'otlp.headers', /header names and their texts/],
    [{ batch: { maxQueueSize: '10' } }, 'batch.maxQueueSize', /must be a whole number/],
    [{ identity: { tenant: 'a\nb' } }, 'identity.tenant', /must be a text/],
    [{ shutdownTimeoutMillis: Number.POSITIVE_INFINITY }, 'shutdownTimeoutMillis', /must be a whole number/],
    [
      { sanitize: { preset: 'balancd' } },
      'sanitize.preset',
      /must be one of strict, balanced, developer; did you mean balanced\?/,
    ],
    [{ sanitize: { rules: { 'user.*': 'hide' } } }, 'sanitize.rules.user.*', /must be one of mask, pseudonym/],
    [{ sanitize: { values: [{ name: 'x' }] } }, 'sanitize.values[0].pattern', /is missing/],
    [{ instrumentations: { disabled: ['expres'] } }, 'instrumentations.disabled[0]', /did you mean express\?/],
    [{ detection: { suppress: Array(257).fill({}) } }, 'detection.suppress', /a list of at most 256/],
    [{ sealing: { tiles: 'yes' } }, 'sealing.tiles', /must be true or false/],
    [{ sanitize: [] }, 'sanitize', /must be a plain object/],
  ])('with a wrong value are refused: %#', (options, setting, message) => {
    expect(refusal(options)).toMatchObject({ code: 'ERR_OPTION_INVALID', setting });
    expect(refusal(options).message).toMatch(message);
  });

  it.each([
    [{ signing: { pem: 'x', keyFile: 'y' } }, 'signing'],
    [{ signing: { signer: { sign: () => {} }, keyName: 'x' } }, 'signing.keyName'],
  ])('that exclude each other are refused: %#', (options, setting) => {
    expect(refusal(options)).toMatchObject({ code: 'ERR_OPTION_CONFLICT', setting });
  });

  it('never find their way into a message: they may be secrets', () => {
    for (const options of [
      { signing: { pem: 'hunter2\0' } },
      { otlp: { headers: { authorization: 'hunter2\n' } } },
      { otlp: { url: 'http://admin:hunter2@collector' } },
    ]) {
      expect(refusal(options).message).not.toContain('hunter2');
    }
  });

  it('are read once, so that a getter cannot answer twice', () => {
    let reads = 0;
    const options = {
      get shutdownTimeoutMillis() {
        reads += 1;
        return reads === 1 ? 5 : -1;
      },
    };
    expect(checkOptions(options)).toEqual({ shutdownTimeoutMillis: 5 });
    expect(reads).toBe(1);
  });

  it('whose getter throws are refused with the name of the option', () => {
    const options = {
      get trust(): string {
        throw new Error('hunter2');
      },
    };
    expect(refusal(options)).toMatchObject({ code: 'ERR_OPTION_INVALID', setting: 'trust' });
    expect(refusal(options).message).not.toContain('hunter2');
  });
});
