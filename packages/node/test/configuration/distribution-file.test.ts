// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references as OpenTelemetry's file has them
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConfigurationError } from '../../src/configuration/configuration-error.js';
import { joinOptions } from '../../src/configuration/join-options.js';
import { resolveSettings } from '../../src/configuration/otelseal-settings.js';
import { temporaryDirectory } from '../support/signing-key-files.js';

const directory = temporaryDirectory();
const CANARY = 'canary-Qm7wZ2';
let count = 0;

/** A file of OpenTelemetry's with this block in it, lines indented as below `otelseal:`. */
function fileWith(block: string): string {
  const lines = block.split('\n').map((line) => `    ${line}`);
  return fileOf(['file_format: "1.0"', 'distribution:', '  otelseal:', ...lines].join('\n'));
}

function fileOf(text: string): string {
  count += 1;
  const file = join(directory, `otel-${count}.yaml`);
  writeFileSync(file, text);
  return file;
}

const read = (block: string, environment: Record<string, string> = {}, options: unknown = {}) =>
  joinOptions(options, { ...environment, OTEL_CONFIG_FILE: fileWith(block) });

function refusal(attempt: () => unknown): ConfigurationError {
  try {
    attempt();
  } catch (error) {
    return error as ConfigurationError;
  }
  throw new Error('was accepted');
}

describe("the block in OpenTelemetry's configuration file", () => {
  it.each([
    ['distribution:\n  otelsael: {}', /distribution\.otelsael.*did you mean distribution\.otelseal\?/],
    ['distribution:\n  Otelseal: {}', /distribution\.Otelseal.*did you mean distribution\.otelseal\?/],
    ['distributions:\n  otelseal: {}', /distributions.*did you mean distribution\?/],
    ['Distribution:\n  otelseal: {}', /Distribution.*did you mean distribution\?/],
  ])('is refused where its name is a typing error: %j', (text, message) => {
    const error = refusal(() => joinOptions({}, { OTEL_CONFIG_FILE: fileOf(`file_format: "1.0"\n${text}\n`) }));
    expect(error).toMatchObject({ code: 'ERR_OPTION_UNKNOWN', setting: 'distribution.otelseal' });
    expect(error.message).toMatch(message);
  });

  it("is not looked for in what is another vendor's, or beside the right one", () => {
    const others = [
      'distribution:\n  otelcol: {}',
      'instrumentation/development: {}',
      'distribution:\n  otelseal: {}\n  otelsea: 1',
    ];
    for (const text of others) {
      const file = fileOf(`file_format: "1.0"\n${text}\n`);
      expect(() => joinOptions({}, { OTEL_CONFIG_FILE: file })).not.toThrow();
    }
  });

  it('sets every kind of option, with names in snake_case', () => {
    const { options } = read(
      `
signing: { key_file: /run/key.pem }
identity: { organisation: acme }
spool: { directory: /var/spool, max_bytes: 1048576 }
otlp:
  headers: { authorization: "Bearer \${TOKEN}", x-tenant: a }
sanitize:
  preset: strict
  rules: { "**.ip": keep }
  values: [{ name: badge, pattern: "B-[0-9]+", action: drop }]
  allow: { keys: [expires] }
  dry_run: true
  bounds: { maxDepth: 4 }
detection:
  mode: observe
  thresholds: { brute_force: { pair_capacity: 9 } }
  webhook: { url: https://hooks.example/x, secret_file: /run/hook }
instrumentations:
  disabled: [express, pino]
`,
      { TOKEN: 'x' },
    );
    expect(options).toEqual({
      signing: { keyFile: '/run/key.pem' },
      identity: { organisation: 'acme' },
      spool: { directory: '/var/spool', maxBytes: 1_048_576 },
      otlp: { headers: { authorization: 'Bearer x', 'x-tenant': 'a' } },
      sanitize: {
        preset: 'strict',
        rules: { '**.ip': 'keep' },
        values: [{ name: 'badge', pattern: 'B-[0-9]+', action: 'drop' }],
        allow: { keys: ['expires'] },
        dryRun: true,
        bounds: { maxDepth: 4 },
      },
      detection: {
        mode: 'observe',
        thresholds: { brute_force: { pairCapacity: 9 } },
        webhook: { url: 'https://hooks.example/x', secretFile: '/run/hook' },
      },
      instrumentations: { disabled: ['express', 'pino'] },
    });
  });

  it.each([
    '',
    'file_format: "1.0"',
    'distribution:',
    'distribution: { other: { a: 1 } }',
    'distribution: { otelseal: }',
    '- a',
  ])('sets nothing where it is not there: %s', (text) => {
    expect(joinOptions({}, { OTEL_CONFIG_FILE: fileOf(text) }).options).toEqual({});
  });

  it('leaves what is written without a value at its default', () => {
    expect(read('trust:\nspool:\n  directory: ${NOT_SET}').options).toEqual({});
  });

  it.each([
    ['{ trust: "${A}" }', 'a'],
    ['{ trust: "${env:A}" }', 'a'],
    ['{ trust: "${NOT_SET:-b}" }', 'b'],
    ['{ trust: "${EMPTY:-b}/${A}" }', 'b/a'],
    ['{ trust: "$${A}" }', '${A}'],
    ['{ trust: "${NUMBER}" }', '7'],
    ['{ trust: "${NESTED}" }', '${A}'],
  ])('has variables substituted: %s', (block, trust) => {
    const environment = { A: 'a', EMPTY: '', NUMBER: '7', NESTED: '${A}' };
    expect(read(block, environment).options.trust).toBe(trust);
  });

  it('takes a number from a variable where it is not quoted', () => {
    expect(read('shutdown_timeout_millis: ${T}', { T: '500' }).options.shutdownTimeoutMillis).toBe(500);
    expect(refusal(() => read('shutdown_timeout_millis: "${T}"', { T: '500' })).message).toMatch(/whole number/);
  });

  it.each([
    ['signing: { keyfile: x }', 'signing.keyfile', /did you mean `distribution\.otelseal\.signing\.key_file`\?/],
    ['signing: { keyFile: x }', 'signing.keyFile', /signing\.key_file/],
    ['sanitise: {}', 'sanitise', /did you mean `distribution\.otelseal\.sanitize`\?/],
    ['signing: { pem: x }', 'signing.pem', /is not a setting/],
    ['exporter: {}', 'exporter', /is not a setting/],
    ['on_incident: x', 'on_incident', /is not a setting/],
    ['__proto__: {}', '__proto__', /is not a setting/],
    ['constructor: {}', 'constructor', /is not a setting/],
    ['signing: { prototype: {} }', 'signing.prototype', /is not a setting/],
    ['sanitize: { rules: { __proto__: keep } }', 'sanitize.rules.__proto__', /not a name that is taken/],
    ['sanitize: { keys: { constructor: keep } }', 'sanitize.keys.constructor', /not a name that is taken/],
    [
      'detection: { thresholds: { brute_force: { pair_capcity: 1 } } }',
      'detection.thresholds.brute_force.pair_capcity',
      /pair_capacity/,
    ],
    ['instrumentations: { disabled: [expres] }', 'instrumentations.disabled[0]', /did you mean express\?/],
    ['sanitize: { preset: [a] }', 'sanitize.preset', /must be one of/],
    ['sanitize: { rules: [a] }', 'sanitize.rules', /plain object/],
    ['sanitize: 5', 'sanitize', /must be a map/],
    ['5', '', /must be a map/],
    ['trust: a\ntrust: b', '', /has a name twice/],
    ['? [a]\n: b', '', /a name that is not a text/],
    ['trust: "${a b}"', 'trust', /names no variable/],
    ['sanitize: { rules: { x: } }', 'sanitize.rules.x', /must be one of/],
    ['otlp: { headers: { x-a: "${NOT_SET}" } }', 'otlp.headers', /header names and their texts/],
  ])('refuses %s by its place', (block, place, message) => {
    const error = refusal(() => read(block));
    expect(error.setting).toBe(['distribution.otelseal', place].filter((part) => part !== '').join('.'));
    expect(error.message).toMatch(message);
  });

  it.each(['Authorization', 'x-api-key', 'Cookie', 'x-vault-token'])(
    'takes the header %s by reference only, because files are copied',
    (name) => {
      const error = refusal(() => read(`otlp: { headers: { ${name}: ${CANARY} } }`));
      expect(error.setting).toBe(`distribution.otelseal.otlp.headers.${name}`);
      expect(error.message).toMatch(/write a reference/);
      expect(error.message).not.toContain(CANARY);
    },
  );

  it('follows no alias', () => {
    const file = fileOf('a: &a { preset: strict }\ndistribution: { otelseal: { sanitize: { preset: *a } } }');
    expect(refusal(() => joinOptions({}, { OTEL_CONFIG_FILE: file })).message).toMatch(/is an alias/);
  });

  it('is not read from a file that is no YAML, and nothing of the file is quoted', () => {
    const error = refusal(() => joinOptions({}, { OTEL_CONFIG_FILE: fileOf(`a: 1\nb: [${CANARY}: "`) }));
    expect(error).toMatchObject({ code: 'ERR_CONFIG_FILE', setting: 'OTEL_CONFIG_FILE' });
    expect(error.message).toMatch(/is not YAML: wrong in line \d+, column \d+/);
    expect(`${error.message} ${error.cause}`).not.toContain(CANARY);
  });

  it.each([
    ['is missing', join(directory, 'missing.yaml'), /ENOENT/],
    ['is a directory', directory, /is no regular file/],
    ['is ten times too large', fileOf(`# ${'x'.repeat(10_485_760)}`), /is larger than 1048576 bytes/],
    ['nests a hundred thousand levels', fileOf(`a: ${'['.repeat(100_000)}`), /is not YAML/],
    ['nests lists in a hundred thousand lists', fileOf(`a: ${'- '.repeat(100_000)}`), /is not YAML/],
    ['has the block twice', fileOf('distribution: { otelseal: {}, otelseal: {} }'), /stands twice/],
  ])('is refused where the file %s', (_, file, message) => {
    const error = refusal(() => joinOptions({}, { OTEL_CONFIG_FILE: file }));
    expect(error).toMatchObject({ code: 'ERR_CONFIG_FILE', setting: 'OTEL_CONFIG_FILE' });
    expect(error.message).toMatch(message);
  });

  it('bounds its lists and maps', () => {
    const rules = Array.from({ length: 10_000 }, (_, index) => `"a${index}": keep`).join(', ');
    expect(refusal(() => read(`sanitize: { rules: { ${rules} } }`)).message).toMatch(/at most 1000 names/);
    const keys = Array.from({ length: 10_000 }, () => 'a').join(', ');
    expect(refusal(() => read(`sanitize: { allow: { keys: [${keys}] } }`)).message).toMatch(/at most 1000/);
  });
});

describe('a setting', () => {
  const BLOCK = 'trust: from-file\nidentity: { tenant: from-file, organisation: from-file }';
  const variables = { OTELSEAL_TRUST: 'from-variable', OTELSEAL_TENANT: 'from-variable' };

  it('is what the options say, else the variable, else the file, else the default', () => {
    const joined = read(BLOCK, variables, { trust: 'from-options' });
    expect(joined.options).toEqual({
      trust: 'from-options',
      identity: { tenant: 'from-variable', organisation: 'from-file' },
    });
    const paths = ['trust', 'identity.tenant', 'identity.organisation', 'identity.environment'] as const;
    expect(paths.map((path) => joined.sourceOf(path))).toEqual(['options', 'environment', 'file', 'default']);
    expect(paths.map((path) => joined.settingOf(path))).toEqual([
      'trust',
      'OTELSEAL_TENANT',
      'distribution.otelseal.identity.organisation',
      'identity.environment',
    ]);
  });

  it('leaves out weaker ways to say the same', () => {
    expect(read('signing: { key_file: a }', {}, { signing: { pem: 'b' } }).options.signing).toEqual({ pem: 'b' });
    expect(read('signing: { key_file: a }', { OTELSEAL_SIGNING_KEY_FILE: 'b' }).options.signing).toEqual({
      keyFile: 'b',
    });
  });

  it('is right where nothing is set', () => {
    const settings = resolveSettings({}, {});
    expect(settings).toMatchObject({ disabledInstrumentations: [], sanitize: {}, enrich: {}, witness: undefined });
    expect(settings.detection?.detecting.mode).toBe('respond');
  });
});

describe('files that settings name', () => {
  const secret = join(directory, 'secret');
  writeFileSync(secret, `${'s'.repeat(40)}\n`, { mode: 0o600 });
  const open = join(directory, 'open');
  writeFileSync(open, CANARY, { mode: 0o644 });
  const empty = join(directory, 'empty');
  writeFileSync(empty, '\n', { mode: 0o600 });
  const link = join(directory, 'link');
  symlinkSync(secret, link);
  const folder = join(directory, 'folder');
  mkdirSync(folder);

  const webhook = (secretFile: string) =>
    resolveSettings({}, { OTELSEAL_WEBHOOK_URL: 'https://hooks.example/x', OTELSEAL_WEBHOOK_SECRET_FILE: secretFile });

  it('hold the secret of a webhook and the key of pseudonyms', () => {
    expect(webhook(secret).detection?.detecting.sinks).toHaveLength(1);
    const key = join(directory, 'pseudonym');
    writeFileSync(key, Buffer.alloc(32, 7).toString('base64'), { mode: 0o600 });
    const { pseudonym } = resolveSettings(
      {},
      { OTELSEAL_SANITIZE_PSEUDONYM_KEY_FILE: key, OTELSEAL_SANITIZE_PSEUDONYM_RENEW: 'monthly' },
    ).sanitize;
    expect(pseudonym?.key).toEqual(Buffer.alloc(32, 7));
    expect(pseudonym?.keyId).toMatch(/^[0-9a-f]{10}$/);
    expect(pseudonym?.period?.()).toMatch(/^\d{4}-\d{2}$/);
  });

  it.each([
    ['can be read by others', open, /can be read or changed by others; run chmod 600/],
    ['are links', link, /is a symbolic link; name the file/],
    ['are folders', folder, /is no regular file/],
    ['are missing', join(directory, 'gone'), /ENOENT/],
    ['are empty', empty, /does not hold one line/],
  ])('are refused when they %s', (_, file, message) => {
    const error = refusal(() => webhook(file));
    expect(error).toMatchObject({ code: 'ERR_SECRET_FILE', setting: 'OTELSEAL_WEBHOOK_SECRET_FILE' });
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain(CANARY);
  });

  it('hold a key of pseudonyms of at least 32 bytes in base64', () => {
    const error = refusal(() =>
      resolveSettings({}, { OTELSEAL_SANITIZE_PSEUDONYM_KEY_FILE: secret.replace('secret', 'short') }),
    );
    expect(error.code).toBe('ERR_SECRET_FILE');
    const short = join(directory, 'short-key');
    writeFileSync(short, Buffer.alloc(31).toString('base64'), { mode: 0o600 });
    expect(refusal(() => resolveSettings({}, { OTELSEAL_SANITIZE_PSEUDONYM_KEY_FILE: short })).message).toMatch(
      /32 bytes/,
    );
  });

  it('hold suppressions, which are checked like options', () => {
    const file = join(directory, 'suppress.yaml');
    writeFileSync(file, '- { client: 192.0.2.0/24, until: "2099-01-01T00:00:00Z", reason: pentest }');
    const suppressed = resolveSettings({}, { OTELSEAL_DETECTION_SUPPRESS_FILE: file }).detection?.detecting.suppress;
    expect(suppressed).toEqual([{ client: '192.0.2.0/24', until: '2099-01-01T00:00:00Z', reason: 'pentest' }]);
    writeFileSync(file, '- { clint: 192.0.2.0/24, until: x, reason: y }');
    expect(refusal(() => resolveSettings({}, { OTELSEAL_DETECTION_SUPPRESS_FILE: file }))).toMatchObject({
      setting: 'OTELSEAL_DETECTION_SUPPRESS_FILE[0].clint',
      message: expect.stringContaining('did you mean `client`?'),
    });
  });
});
