import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { afterAll, describe, expect, it } from 'vitest';
import { AuditLogRecordProcessor, localKeySigner, type SigningExporterOptions } from '../../src/index.js';
import { ManualClock, settled } from '../manual-clock.js';
import { ScriptedExporter } from '../scripted-exporter.js';
import { bench, ROOT, ROOT_PEM, recordOf, recordsOf, remoteRoot } from '../sealing-bench.js';
import { verifiedRecords } from '../verified.js';

const DAY = 86_400_000;

type Bench = ReturnType<typeof bench>;

interface Failure {
  readonly options?: () => Partial<SigningExporterOptions>;
  readonly inner?: () => ScriptedExporter;
  /** What happens between records; each call of `give` here is counted. */
  readonly happens: (bench: Bench) => Promise<void> | void;
  /** Whether a verifier can prove everything afterwards; else it says so with exit code 2. */
  readonly proven: boolean;
  /** Records that got no number. */
  readonly lost: number;
  /** Of them those that never came here. */
  readonly reported?: number;
}

/** A clock that somebody sets; durations go on. */
class SetClock extends ManualClock {
  broken: readonly [number, number] | undefined;

  override wallTime() {
    return this.broken ?? super.wallTime();
  }
}

/** The one of the test that runs. */
let clock = new SetClock();
const healing = (after: number) => async (on: Bench) => {
  on.give(...recordsOf(3));
  await settled();
  await clock.advance(after);
};

let isRandomBroken = false;
const brokenRandomness = (length: number): Uint8Array => {
  if (isRandomBroken) throw new Error('no entropy');
  return crypto.getRandomValues(new Uint8Array(length));
};

const FAILURES: Readonly<Record<string, Failure>> = {
  'nothing fails': { happens: () => {}, proven: true, lost: 0 },
  'the root is away at first': {
    options: () => ({ signer: remoteRoot('fail', 'sign') }),
    happens: healing(2_000),
    proven: true,
    lost: 0,
  },
  'the root hangs at first': {
    options: () => ({ signer: remoteRoot('hang', 'sign') }),
    happens: healing(12_000),
    proven: true,
    lost: 0,
  },
  'the root answers garbage at first': {
    options: () => ({ signer: remoteRoot('garbage', 'sign') }),
    happens: healing(2_000),
    proven: true,
    lost: 0,
  },
  'the root is away for ever': {
    options: () => ({ signer: remoteRoot('fail') }),
    happens: healing(60_000),
    proven: false,
    lost: 0,
  },
  'the root is away for longer than is allowed': {
    options: () => ({ signer: remoteRoot('fail', 'fail', 'sign'), sealing: { maxUnendorsedRecords: 2 } }),
    happens: healing(10_000),
    proven: true,
    lost: 1,
  },
  'a local root throws': {
    options: () => ({
      signer: {
        ...ROOT,
        signNow: () => {
          throw new Error('no');
        },
      },
    }),
    happens: healing(10_000),
    proven: false,
    lost: 0,
  },
  'a local root signs something else': {
    options: () => ({ signer: { ...ROOT, signNow: () => new Uint8Array(64) } }),
    happens: healing(10_000),
    proven: false,
    lost: 0,
  },
  'a local root signs nothing': {
    options: () => ({ signer: { ...ROOT, signNow: () => new Uint8Array() } }),
    happens: healing(10_000),
    proven: false,
    lost: 0,
  },
  'there is no key': { options: () => ({ signer: undefined }), happens: () => {}, proven: false, lost: 0 },
  'the clock goes back by a day': {
    happens: async (on) => {
      on.give(recordOf());
      clock.jump(-DAY);
      await clock.advance(600_000);
    },
    proven: true,
    lost: 0,
  },
  'the clock goes ahead by an hour and back again while keys change': {
    happens: async (on) => {
      on.give(recordOf());
      clock.jump(3_600_000);
      on.give(recordOf());
      await clock.advance(400_000);
      clock.jump(-7_200_000);
      await clock.advance(1_200_000);
    },
    proven: true,
    lost: 0,
  },
  'the clock goes ahead beyond the certificate': {
    happens: (on) => {
      on.give(recordOf());
      clock.jump(30 * DAY);
      on.give(recordOf());
    },
    proven: false, // the first stream could not be closed any more
    lost: 0,
  },
  'the clock goes ahead by a year for a moment': {
    happens: async (on) => {
      on.give(recordOf());
      clock.jump(365 * DAY);
      on.give(recordOf());
      clock.jump(-365 * DAY);
      await clock.advance(900_000);
    },
    proven: false,
    lost: 0,
  },
  'the clock shows 1970 at the start': {
    options: () => {
      clock.broken = [0, 0];
      return {};
    },
    happens: (on) => {
      on.give(...recordsOf(3));
      clock.broken = undefined;
    },
    proven: true,
    lost: 3,
  },
  'the clock shows 1970 in between': {
    happens: async (on) => {
      on.give(recordOf());
      clock.broken = [0, 0];
      on.give(...recordsOf(3));
      await clock.advance(600_000);
      clock.broken = undefined;
    },
    proven: true,
    lost: 0,
  },
  'there is no entropy for a while': {
    options: () => ({ randomBytes: brokenRandomness }),
    happens: async (on) => {
      on.give(recordOf());
      isRandomBroken = true;
      on.give(...recordsOf(100)); // salts are drawn for 64 records at once
      isRandomBroken = false;
      await clock.advance(1_000);
    },
    proven: true,
    lost: 38,
  },
  'there is no entropy at the start': {
    options: () => ({ randomBytes: brokenRandomness }),
    happens: async (on) => {
      isRandomBroken = true;
      on.give(...recordsOf(5));
      await clock.advance(1_000);
      isRandomBroken = false;
    },
    proven: true,
    lost: 5,
  },
  'the receiver is away and memory is full': {
    options: () => ({ delivery: { maxKeptRecords: 5 } }),
    inner: () => new ScriptedExporter('fail'),
    happens: async (on) => {
      on.give(...recordsOf(10));
      on.inner.answers = ['success'];
      await clock.advance(60_000);
    },
    proven: true,
    lost: 6,
  },
  'a record cannot be read at all': {
    happens: (on) => on.give(recordOf(), null as never, undefined as never, 5 as never),
    proven: true,
    lost: 3,
  },
  'there are more services than streams': {
    options: () => ({ sealing: { maxStreams: 1 } }),
    happens: (on) => {
      for (const name of ['a', 'b', 'c', 'a']) {
        on.give(recordOf({}, { resource: resourceFromAttributes({ 'service.name': name }) }));
      }
    },
    proven: true,
    lost: 0,
  },
  'a stage before loses records': {
    happens: (on) => on.exporter.reportLost(7),
    proven: true,
    lost: 7,
    reported: 7,
  },
};

describe('never silently unsigned', () => {
  it.each(Object.entries(FAILURES))('when %s, each record is sealed or declared', async (_, failure) => {
    isRandomBroken = false;
    clock = new SetClock();
    const on = bench({ clock, ...failure.options?.() }, failure.inner?.());
    let given = failure.reported ?? 0;
    const give = (...records: Parameters<Bench['give']>): void => {
      given += records.length;
      on.give(...records);
    };
    await failure.happens({ ...on, give });
    give(...recordsOf(2));
    const end = on.exporter.shutdown();
    await settled();
    await clock.advance(10_000);
    await end;

    const sent = on.inner.accepted;
    expect(sent.filter(({ attributes }) => typeof attributes['audit.payload'] !== 'string')).toEqual([]);
    const sealed = sent.filter(({ eventName }) => !eventName?.startsWith('audit.')).length;
    const { report } = verifiedRecords(sent);
    const declared = report.gaps.reduce((sum, { count }) => sum + Number(count), 0);
    expect({ sealed, declared }).toEqual({ sealed: given - failure.lost, declared: failure.lost });
    expect(report.findings).toEqual([]);
    expect(report.exitCode).toBe(failure.proven ? 0 : 2);
    expect(on.telemetry.problems.length).toBeGreaterThanOrEqual(
      failure.lost > 0 && failure.reported === undefined ? 1 : 0,
    );
  });
});

const folder = mkdtempSync(join(tmpdir(), 'otelseal-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

function fileWith(text: string, mode = 0o600): string {
  files += 1;
  const path = join(folder, `key-${files}`);
  writeFileSync(path, text, { mode });
  chmodSync(path, mode);
  return path;
}

function linkTo(target: string): string {
  const path = join(folder, `link-${files}`);
  symlinkSync(target, path);
  return path;
}

function folderOf(mode: number): string {
  const path = join(folder, `folder-${mode.toString(8)}`);
  mkdirSync(path, { mode });
  chmodSync(path, mode);
  return path;
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;

describe('a start with what cannot seal', () => {
  it.each([
    ['a key file that is not there', () => ({ keyFile: join(folder, 'nowhere') }), 'ERR_KEY_MISSING'],
    ['a key that others can read', () => ({ keyFile: fileWith(ROOT_PEM, 0o640) }), 'ERR_KEY_UNSAFE'],
    ['a link to a key', () => ({ keyFile: linkTo(fileWith(ROOT_PEM)) }), 'ERR_KEY_UNSAFE'],
    ['a folder for a key', () => ({ keyFile: folderOf(0o700) }), 'ERR_KEY_UNSAFE'],
    ['an empty key file', () => ({ keyFile: fileWith('') }), 'ERR_KEY_REFUSED'],
    ['half a key', () => ({ keyFile: fileWith(ROOT_PEM.slice(0, 60)) }), 'ERR_KEY_REFUSED'],
    ['ten times the largest key file', () => ({ keyFile: fileWith('x'.repeat(163_840)) }), 'ERR_KEY_REFUSED'],
    ['an RSA key', () => ({ pem: rsa.export({ format: 'pem', type: 'pkcs8' }).toString() }), 'ERR_KEY_REFUSED'],
    ['a public key', () => ({ jwk: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } }), 'ERR_KEY_REFUSED'],
    ['no key at all, but a signer asked for', () => ({}), 'ERR_OPTION_INVALID'],
  ])('is refused: %s', (_, options, code) => {
    expect(() => localKeySigner(options())).toThrow(expect.objectContaining({ name: 'SigningError', code }));
  });

  it('is refused: a spool that others can write', () => {
    const spool = { directory: folderOf(0o777) };
    expect(() => new AuditLogRecordProcessor({ spool, signer: ROOT })).toThrow(
      expect.objectContaining({ code: 'ERR_SPOOL_UNUSABLE' }),
    );
  });

  it('goes on under the key it read, whatever is put into its file later', async () => {
    const keyFile = fileWith(ROOT_PEM);
    const signer = localKeySigner({ keyFile });
    const other = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
    writeFileSync(keyFile, other);
    const { give, exporter, inner } = bench({ signer });
    give(...recordsOf(2));
    await exporter.shutdown();
    expect(verifiedRecords(inner.accepted).first).toMatch(/^INTACT/);
  });
});
