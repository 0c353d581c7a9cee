import fs, { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as Checking from '../../src/attach/checked-options.js';
import type * as Making from '../../src/attach/make-stages.js';
import type { ConfigurationError } from '../../src/configuration/configuration-error.js';
import { filePathOf, OPTION_PATHS, OPTION_RULES, variableOf } from '../../src/configuration/option-rules.js';
import { resolveSettings } from '../../src/configuration/otelseal-settings.js';
import type * as Refusing from '../../src/register/refuse-to-start.js';
import { keyAndTrust, temporaryDirectory } from '../support/signing-key-files.js';
import { asConfigurationFile, asVariables, type Settings, sampleOf } from '../support/two-forms.js';

// As a service has them: what is loaded later is loaded from there.
const load = createRequire(new URL('../../dist/attach/', import.meta.url));
const { checkedOptions } = load('./checked-options.js') as typeof Checking;
const { makeStages, reportingOnce } = load('./make-stages.js') as typeof Making;
const { refuseToStart } = load('../register/refuse-to-start.js') as typeof Refusing;

const directory = temporaryDirectory();
const { keyFile, trustFile } = keyAndTrust(directory);
let count = 0;

afterEach(() => vi.restoreAllMocks());

const EXPORTER = { export: () => {}, forceFlush: async () => {}, shutdown: async () => {} };
const EXPORTING = { processor: {} as never, exporter: EXPORTER, batch: { scheduledDelayMillis: 1 } };

/** What becomes of a service under `attach` whose SDK has one exporter. */
async function decision(environment: Record<string, string>, exporters = 1) {
  const said: string[] = [];
  const report = (line: string) => void said.push(line);
  vi.spyOn(fs, 'writeSync').mockImplementation(((_: number, line: string) => report(line)) as never);
  const exit = vi.fn();
  try {
    const options = checkedOptions(environment);
    const { stages, isDurable } = makeStages(
      Array(exporters).fill(EXPORTING),
      environment,
      reportingOnce(report, environment),
    );
    await Promise.all(stages.map((stage) => stage.shutdown()));
    return { options, isDurable, said };
  } catch (error) {
    refuseToStart({ env: environment, exit }, error);
    const runsOn = said.some((line) => line.includes('not started'));
    return { code: (error as ConfigurationError).code, exits: exit.mock.calls.flat(), runsOn };
  } finally {
    vi.restoreAllMocks();
  }
}

const byVariables = (settings: Settings, others: Record<string, string> = {}) =>
  decision({ ...others, ...asVariables(settings) });

function fileOf(settings: Settings): string {
  count += 1;
  const file = join(directory, `otel-${count}.yaml`);
  writeFileSync(file, asConfigurationFile(settings));
  return file;
}

function byFile(settings: Settings, others: Record<string, string> = {}, exporters = 1) {
  return decision({ ...others, OTEL_CONFIG_FILE: fileOf(settings) }, exporters);
}

/** Sets the rest of a witness; as variables they are for those who verify, too, and set none alone. */
const PARTS_OF_A_WITNESS: readonly string[] = ['witness.tokenFile', 'witness.vkey', 'witness.intervalMillis'];
const IN_BOTH = OPTION_PATHS.filter((path) => variableOf(path) !== undefined && filePathOf(path) !== undefined);
const spool = (): Settings => ({ 'spool.directory': join(directory, `spool-${count}`) });

describe('a setting in the configuration file', { timeout: 60_000 }, () => {
  it('is looked at here with every setting that has a variable, too', () => {
    expect(IN_BOTH.length).toBeGreaterThan(80);
  });

  it.each(IN_BOTH.filter((path) => !PARTS_OF_A_WITNESS.includes(path)))(
    'starts, warns or refuses as its variable does: %s',
    async (path) => {
      const settings = path === 'spool.directory' ? spool() : { [path]: sampleOf(OPTION_RULES[path].kind) };
      expect(await byFile(settings)).toEqual(await byVariables(settings));
    },
  );

  it.each(IN_BOTH)('that is wrong refuses as its variable does: %s', async (path) => {
    const settings = { [path]: 'wrong\u0007' };
    const refused = { code: 'ERR_OPTION_INVALID', exits: [64], runsOn: false };
    const expected = OPTION_RULES[path].kind.is === 'text' ? { ...refused, code: expect.any(String) } : refused;
    expect(await byFile(settings)).toEqual(expected);
    expect(await byVariables(settings)).toEqual(expected);
  });

  it('is a spool, which excludes no queue of the SDK', async () => {
    const settings = { ...spool(), 'signing.keyFile': keyFile };
    expect(await byFile(settings)).toMatchObject({ isDurable: true });
    expect(await byVariables(settings)).toMatchObject({ isDurable: true });
  });

  it('is a spool before the first of several exporters; the others have theirs from memory', async () => {
    const settings = {
      ...spool(),
      'spool.maxBytes': 16_777_216,
      'spool.segmentBytes': 4_194_304,
      'signing.keyFile': keyFile,
    };
    expect(await byFile(settings, {}, 2)).toMatchObject({ isDurable: true });
    expect(await decision(asVariables(settings), 2)).toMatchObject({ isDurable: true });
  });

  it('that is another receiver beside an exporter is refused without a spool, and taken with one', async () => {
    const otlp: Settings = { 'otlp.url': 'https://receiver.example/v1/logs' };
    expect(await byFile(otlp)).toEqual({ code: 'ERR_OPTION_CONFLICT', exits: [64], runsOn: false });
    expect(await byFile({ ...otlp, ...spool() }, {}, 2)).toMatchObject({ isDurable: true });
  });

  it('is a queue beside a spool, which is refused and called as it is called there', () => {
    expect(() => resolveSettings({}, { OTEL_CONFIG_FILE: fileOf({ ...spool(), 'batch.maxQueueSize': 9 }) })).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_CONFLICT', setting: 'distribution.otelseal.batch' }),
    );
  });

  const refused = { exits: [64], runsOn: false };
  it.each<[string, Settings, Record<string, string>, object]>([
    [
      'a key and a wrong variable of OpenTelemetry',
      { 'signing.keyFile': keyFile },
      { OTEL_BLRP_MAX_QUEUE_SIZE: '-1' },
      refused,
    ],
    [
      'no key and a wrong variable of OpenTelemetry',
      {},
      { OTEL_BLRP_MAX_QUEUE_SIZE: '-1' },
      { exits: [], runsOn: true },
    ],
    ['a second receiver without a spool', { 'secondOtlp.url': 'https://archive.example/' }, {}, refused],
    ['bounds of a spool that nothing names', { 'spool.maxBytes': 1_048_576 }, {}, refused],
    ['half a witness', { 'witness.url': 'https://witness.example/' }, {}, refused],
    ['what only the sanitizer can tell', { 'sanitize.values': [{ name: 'x', pattern: '(' }] }, {}, refused],
    ['a key in a trust file', { 'signing.keyFile': keyFile, trust: trustFile }, {}, { isDurable: false, said: [] }],
  ])('decides with others as variables do: %s', async (_, settings, others, expected) => {
    expect(await byFile(settings, others)).toMatchObject(expected);
    expect(await byFile(settings, others)).toEqual(await byVariables(settings, others));
  });
});

const noYaml = join(directory, 'no.yaml');
writeFileSync(noYaml, 'distribution: [');

describe('a configuration file', () => {
  it.each([
    ['is not there', join(directory, 'missing.yaml')],
    ['is not YAML', noYaml],
  ])('that %s may have told to keep evidence, so the service does not start', async (_, file) => {
    expect(await decision({ OTEL_CONFIG_FILE: file })).toEqual({
      code: 'ERR_CONFIG_FILE',
      exits: [64],
      runsOn: false,
    });
  });
});
