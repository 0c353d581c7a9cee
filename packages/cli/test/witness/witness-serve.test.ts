import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cosignaturesOf, type StoredLogRecord, StreamWatch } from '@otelseal/audit-integrity';
import { describe, expect, it } from 'vitest';

import { ok, run, unavailable, usage } from '../memory-io.js';
import { sealedLog } from '../sealed-log.js';
import {
  type RunningWitness,
  runningWitness,
  TOKEN,
  WITNESS_NAME,
  type WitnessFiles,
  witnessFiles,
} from './running-witness.js';

/** The payloads of a sealed log, in order. */
function payloadsOf(text: string): { readonly kind: string; readonly payload: string }[] {
  const records = text
    .trim()
    .split('\n')
    .flatMap((line) => JSON.parse(line).resourceLogs)
    .flatMap(({ scopeLogs }) => scopeLogs)
    .flatMap(({ logRecords }) => logRecords as StoredLogRecord[]);
  return records.map(({ attributes }) => {
    const payload = attributes?.find(({ key }) => key === 'audit.payload')?.value?.stringValue ?? '';
    return { kind: JSON.parse(payload).kind, payload };
  });
}

/** Brings a log's checkpoints to a witness, as an exporter does; the answer to the last. */
async function submit(witness: RunningWitness, text: string): Promise<Response | undefined> {
  const watch = new StreamWatch();
  let last: Response | undefined;
  for (const { kind, payload } of payloadsOf(text)) {
    watch.add(kind, payload);
    for (const body of watch.admissions) {
      expect((await witness.fetch('/add-origin', body)).status).toBe(200);
      watch.admitted();
    }
    const { next } = watch;
    if (next === undefined) continue;
    watch.sending(next);
    last = await witness.fetch('/add-checkpoint', next.body(watch.seenSize));
    expect(last.status).toBe(200);
    watch.confirmed();
  }
  return last;
}

/** A trust file that names the witness, too. */
function withWitness(trust: string, { folder, vkey }: WitnessFiles): string {
  const path = join(folder, 'with-witness.json');
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(trust, 'utf8')), witnesses: [{ vkey }] }));
  return path;
}

describe('witness serve', () => {
  it('cosigns what a sealed log brings, and tells which streams there are', async () => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    const witness = await runningWitness(files, log.trust);
    const answer = await submit(witness, log.text);
    const line = await (answer as Response).text();
    const last = payloadsOf(log.text).at(-1);
    const note = `${JSON.parse(last?.payload ?? '').note}${line}`;
    expect(cosignaturesOf(note, [files.vkey])).toHaveLength(1);
    expect(Buffer.from(answer?.headers.get('otelseal-directory') ?? '', 'base64').toString()).toMatch(
      /^witness\.example\/w1\/directory\n\d+\n/,
    );
    const trust = withWitness(log.trust, files);
    const source = [
      'verify',
      `file:${log.file}`,
      '--trust',
      trust,
      '--witness',
      witness.url,
      '--witness-token',
      files.token,
    ];
    const verified = await run([...source, '--require', 'witness']);
    expect([verified.code, verified.out.split(' ')[0], verified.err]).toEqual([ok, 'INTACT', '']);
    const soon = await run([...source.with(1, '-')], { stdin: '', now: Date.now });
    expect(soon.out, 'it may still be on its way').toMatch(/^NOT PROVEN NOTHING_SEALED /);
    const later = (): number => Date.now() + 151_000;
    const cut = await run([...source.with(1, '-'), '--to', '1h'], { stdin: '', now: later });
    expect(cut.out, 'seen after the range').toMatch(/^NOT PROVEN NOTHING_SEALED /);
    const gone = await run([...source.with(1, '-')], { stdin: '', now: later });
    expect(gone.out).toMatch(/^NOT INTACT STREAM_MISSING [0-9a-f]{32} #- service\.name /);
  });

  it('gives its directory as a file that verifies later, without it', async () => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    const witness = await runningWitness(files, log.trust);
    await submit(witness, log.text);
    const file = join(files.folder, 'directory');
    writeFileSync(file, await (await witness.fetch('/directory')).text());
    await witness.stop();
    const trust = withWitness(log.trust, files);
    const verify = (path: string) => run(['verify', `file:${log.file}`, '--trust', trust, '--witness', path]);
    expect((await verify(file)).out).toContain('coverage: streams enumerated by the witness');
    truncateSync(file, 900);
    expect(await verify(file)).toMatchObject({ code: unavailable, out: '' });
    expect(await verify(join(files.folder, 'nothing'))).toMatchObject({ code: unavailable, out: '' });
    expect(await run(['verify', `file:${log.file}`, '--trust', log.trust, '--witness', file])).toMatchObject({
      code: usage,
      err: expect.stringContaining('names the witness'),
    });
  });

  it('says nothing to those without a token, and nothing about itself to anybody', async () => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    const witness = await runningWitness(files, log.trust);
    for (const path of ['/directory', '/directory/checkpoint', `/${'0'.repeat(64)}/checkpoint`, '/']) {
      for (const token of ['', 'wrong', `${TOKEN}x`, TOKEN.slice(1)]) {
        expect([path, token, (await witness.fetch(path, undefined, token)).status]).toEqual([path, token, 401]);
      }
    }
    expect((await witness.fetch('/add-checkpoint', 'old 0\n\n', '')).status).toBe(401);
    const health = await witness.fetch('/health', undefined, '');
    expect([health.status, await health.text()]).toEqual([200, 'ok\n']);
    expect((await witness.fetch('/nothing')).status).toBe(404);
    expect((await witness.fetch('/add-checkpoint')).status).toBe(404);
  });

  it('takes requests of 64 KiB and no more, and none that is compressed or not UTF-8', async () => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    const witness = await runningWitness(files, log.trust);
    expect((await witness.fetch('/add-checkpoint', 'x'.repeat(65_536))).status).toBe(400);
    expect((await witness.fetch('/add-checkpoint', 'x'.repeat(655_360))).status).toBe(413);
    const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
      fetch(`${witness.url}/add-checkpoint`, {
        method: 'POST',
        body,
        headers: { Authorization: `Bearer ${TOKEN}`, ...headers },
      });
    expect((await post('x', { 'Content-Encoding': 'gzip' })).status).toBe(415);
    expect((await post(Uint8Array.of(0xff), {})).status).toBe(400);
  });

  it('is not held up by a client that does not finish', async () => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    const witness = await runningWitness(files, log.trust);
    const socket = connect(Number(new URL(witness.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST /add-checkpoint HTTP/1.1\r\nAuthorization: Bearer ${TOKEN}\r\nHost: x\r\nContent-Length: 9\r\n\r\n`,
    );
    await pause(50);
    expect((await witness.fetch('/health')).status).toBe(200);
    socket.destroy();
    expect((await witness.fetch('/directory/checkpoint')).status).toBe(200);
  });

  it('lets one principal ask only so much at once', async () => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    const witness = await runningWitness(files, log.trust);
    const statuses = new Set<number>();
    for (let rounds = 0; rounds < 100 && !statuses.has(429); rounds += 1) {
      const asked = Array.from({ length: 50 }, async () => (await witness.fetch('/directory/checkpoint')).status);
      for (const status of await Promise.all(asked)) statuses.add(status);
    }
    expect(statuses).toEqual(new Set([200, 429]));
  });

  it('reads its list of tokens again when it changes, and keeps it when it is spoilt', async () => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    const witness = await runningWitness(files, log.trust);
    const other = TOKEN.replace('shop', 'bank');
    appendFileSync(files.tokens, `bank ${other}\n`);
    const status = async (): Promise<number> => (await witness.fetch('/directory/checkpoint', undefined, other)).status;
    for (let tries = 0; tries < 100 && (await status()) !== 200; tries += 1) await pause(50);
    expect(await status()).toBe(200);
    writeFileSync(files.tokens, 'bank short\n');
    await pause(1_100); // it looks once a second
    await status();
    await pause(100);
    expect(await status()).toBe(200);
    expect((await witness.stop()).err).toContain('stays as it was');
  });
});

describe('a witness that starts again', () => {
  it('goes on where it was', async () => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    const first = await runningWitness(files, log.trust);
    await submit(first, log.text);
    const before = await (await first.fetch('/directory')).text();
    expect((await first.stop()).code).toBe(ok);
    const second = await runningWitness(files, log.trust);
    const after = await (await second.fetch('/directory')).text();
    expect(after.split('\n').slice(0, -2)).toEqual(before.split('\n').slice(0, -2));
    const other = await sealedLog();
    expect((await second.fetch('/add-origin', `origin x\n\n${other.text.slice(0, 10)}`)).status).toBe(403);
  });

  it('forgets an entry that the disk had not confirmed', async () => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    const first = await runningWitness(files, log.trust);
    await submit(first, log.text);
    await first.stop();
    appendFileSync(join(files.state, 'directory.jsonl'), '{"certificate":"half an entr');
    const second = await runningWitness(files, log.trust);
    expect((await (await second.fetch('/directory')).text()).split('\n').at(-2)).toContain('"directory"');
  });

  it.each([
    ['that was set back', (state: string) => truncateSync(join(state, 'directory.jsonl'), 1_200)],
    ['that was emptied', (state: string) => truncateSync(join(state, 'directory.jsonl'), 0)],
    [
      'in which something was changed',
      (state: string) => {
        const path = join(state, 'directory.jsonl');
        writeFileSync(path, readFileSync(path, 'utf8').replace('"principal":"shop"', '"principal":"bank"'));
      },
    ],
    ['that is none', (state: string) => writeFileSync(join(state, 'directory.jsonl'), 'hello\nworld\n')],
  ])('does not go on with a state %s', async (_, spoil) => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    const first = await runningWitness(files, log.trust);
    await submit(first, log.text);
    await first.stop();
    spoil(files.state);
    await expect(runningWitness(files, log.trust)).rejects.toThrow(`ended with ${unavailable}`);
  });

  it('does not share its state, but takes over from one that died', async () => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    mkdirSync(files.state, { mode: 0o700 });
    writeFileSync(join(files.state, 'lock'), `${process.ppid}\n`);
    await expect(runningWitness(files, log.trust)).rejects.toThrow('Another witness uses');
    writeFileSync(join(files.state, 'lock'), '4194303\n');
    await runningWitness(files, log.trust);
  });

  it('ends when somebody else writes to its state, rather than telling two histories', async () => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    const witness = await runningWitness(files, log.trust);
    appendFileSync(join(files.state, 'directory.jsonl'), 'x');
    const watch = new StreamWatch();
    for (const { kind, payload } of payloadsOf(log.text)) watch.add(kind, payload);
    expect((await witness.fetch('/add-origin', watch.admissions[0])).status).toBe(503);
    expect(await witness.stop()).toMatchObject({ code: unavailable });
  });

  it('keeps its state to itself', async () => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    const witness = await runningWitness(files, log.trust);
    await submit(witness, log.text);
    await witness.stop();
    const modes = ['', 'directory.jsonl', 'head'].map((name) => statSync(join(files.state, name)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600]);
  });
});

describe('witness serve refuses to start', () => {
  it.each([
    ['on an address that others can reach, without TLS', ['--listen', '0.0.0.0:0'], 'needs --tls-cert and --tls-key'],
    ['on no address', ['--listen', 'here'], '--listen takes HOST:PORT'],
    ['with half of TLS', ['--tls-cert', 'x'], 'belong together'],
    ['with a word too many', ['more'], 'takes no "more"'],
    ['with a count that is none', ['--max-origins', '0'], 'a whole number from 1'],
    ['under a name with white space', ['--name', 'my witness'], 'free of white space'],
  ])('%s', async (_, more, message) => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    const given: Record<string, string> = { '--key': files.key, '--name': WITNESS_NAME, '--trust': log.trust };
    Object.assign(given, { '--tokens': files.tokens, '--state': files.state });
    for (const name of more) delete given[name];
    const ran = await run(['witness', 'serve', ...Object.entries(given).flat(), ...more]);
    expect(ran).toMatchObject({ code: usage, out: '', err: expect.stringContaining(message) });
  });

  it.each(['--key', '--name', '--trust', '--tokens', '--state'])('without %s', async (left) => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    const given = Object.entries({
      '--key': files.key,
      '--name': WITNESS_NAME,
      '--trust': log.trust,
      '--tokens': files.tokens,
      '--state': files.state,
    }).filter(([name]) => name !== left);
    const ran = await run(['witness', 'serve', ...given.flat()]);
    expect(ran).toMatchObject({ code: usage, err: expect.stringContaining(`needs ${left}`) });
  });

  it.each([
    ['a key that others can read', (files: WitnessFiles) => chmodSync(files.key, 0o644), 'run chmod 600'],
    ['tokens that others can read', (files: WitnessFiles) => chmodSync(files.tokens, 0o640), 'run chmod 600'],
    ['an empty list of tokens', (files: WitnessFiles) => writeFileSync(files.tokens, '# none\n'), 'nobody could use'],
    ['a token that is short', (files: WitnessFiles) => writeFileSync(files.tokens, 'shop hunter2\n'), '32 to 256'],
    ['a list that is none', (files: WitnessFiles) => writeFileSync(files.tokens, 'hunter2\n'), 'Line 1'],
    ['a key that is none', (files: WitnessFiles) => writeFileSync(files.key, 'hunter2\n'), 'holds no Ed25519'],
    ['a state that others can read', (files: WitnessFiles) => mkdirSync(files.state, { mode: 0o755 }), 'mode 0700'],
    ['a state that is a link', (files: WitnessFiles) => symlinkSync(files.folder, files.state), 'state folder'],
  ])('with %s', async (_, spoil, message) => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    spoil(files);
    const ran = runningWitness(files, log.trust);
    await expect(ran).rejects.toThrow(message);
    await expect(ran).rejects.not.toThrow('hunter2');
  });

  it('with another key than its state was begun with', async () => {
    const [log, files] = [await sealedLog(), witnessFiles()];
    const witness = await runningWitness(files, log.trust);
    await submit(witness, log.text);
    await witness.stop();
    const other = witnessFiles();
    cpSync(other.key, files.key);
    await expect(runningWitness(files, log.trust)).rejects.toThrow("not this witness's");
  });
});
