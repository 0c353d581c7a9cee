import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { JsonLogsSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider, type LogRecordExporter } from '@opentelemetry/sdk-logs';
import { AuditLogRecordProcessor, localKeySigner, SigningLogRecordExporter } from '@otelseal/signing-exporter';
import { logsRequestLine, MemoryTelemetry, OtlpReceiver, R10, readLogsJson } from '@otelseal/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import { madeToAgree } from '../evidence/exported.js';
import { ok, run, tampered } from '../memory-io.js';
import { runningWitness, type WitnessFiles, witnessFiles } from './running-witness.js';

interface Bench {
  readonly files: WitnessFiles;
  readonly keyFile: string;
  /** Names root and witness. */
  readonly trust: string;
  readonly file: string;
  readonly telemetry: MemoryTelemetry;
}

async function bench(): Promise<Bench> {
  const files = witnessFiles();
  const [keyFile, trust, file] = ['otelseal.pem', 'trust.json', 'logs.jsonl'].map((name) =>
    join(files.folder, name),
  ) as [string, string, string];
  await run(['keys', 'generate', '--out', keyFile, '--trust', trust]);
  writeFileSync(
    trust,
    JSON.stringify({ ...JSON.parse(readFileSync(trust, 'utf8')), witnesses: [{ vkey: files.vkey }] }),
  );
  writeFileSync(file, '');
  return { files, keyFile, trust, file, telemetry: new MemoryTelemetry() };
}

const SHOP = resourceFromAttributes({ 'service.name': 'shop' });

function fromMemory({ files, keyFile, file, telemetry }: Bench, url: string, vkey = files.vkey) {
  const lines: string[] = [];
  const exporter: LogRecordExporter = {
    export(batch, done) {
      const json = Buffer.from(JsonLogsSerializer.serializeRequest(batch) as Uint8Array).toString();
      lines.push(logsRequestLine(readLogsJson(json)));
      writeFileSync(file, lines.join(''));
      done({ code: 0 });
    },
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  const sealing = new SigningLogRecordExporter({
    exporter,
    signer: localKeySigner({ keyFile }),
    telemetry,
    witness: { url, vkey, tokenFile: files.token, intervalMs: 50, timeoutMs: 2_000 },
  });
  const provider = new LoggerProvider({
    resource: SHOP,
    processors: [new BatchLogRecordProcessor({ exporter: sealing, scheduledDelayMillis: 10 })],
  });
  onTestFinished(() => provider.shutdown());
  return { sealing, provider, logger: provider.getLogger('app') };
}

/** An address at which somebody answers as the test says. */
async function answering(
  answer: (path: string) => { readonly status: number; readonly text: string },
): Promise<string> {
  const server: Server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const { status, text } = answer(request.url ?? '');
      response.statusCode = status;
      response.end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const verify = ({ file, trust }: Bench, ...more: string[]) =>
  run(['verify', `file:${file}`, '--trust', trust, '--require', 'witness', ...more]);

describe('a service with a witness', () => {
  it('has every stream cosigned to its end, and the cosignatures in its log', async () => {
    const setting = await bench();
    const witness = await runningWitness(setting.files, setting.trust);
    const { sealing, provider, logger } = fromMemory(setting, witness.url);
    for (let count = 0; count < 20; count += 1) logger.emit({ ...R10, attributes: { ...R10.attributes } });
    await provider.forceFlush();
    expect(await sealing.committed('witnessed', { timeoutMs: 10_000 })).toBe('witnessed');
    for (let count = 0; count < 20; count += 1) logger.emit({ ...R10, attributes: { ...R10.attributes } });
    await provider.shutdown();
    const verified = await verify(setting, '--witness', witness.url, '--witness-token', setting.files.token);
    expect([verified.code, verified.out.split('\n')[0]]).toEqual([ok, expect.stringMatching(/^INTACT 42 records/)]);
    expect(setting.telemetry.codes).toEqual([]);
  });

  it('takes its word along in an exported bundle, which shows a cut without the witness', async () => {
    const setting = await bench();
    const witness = await runningWitness(setting.files, setting.trust);
    const { provider, logger } = fromMemory(setting, witness.url);
    for (let count = 0; count < 20; count += 1) logger.emit({ ...R10, attributes: { ...R10.attributes } });
    await provider.shutdown();
    const later = { now: () => Date.now() + 600_000 };
    const bundle = join(setting.files.folder, 'bundle');
    const asked = ['--witness', witness.url, '--witness-token', setting.files.token, '--out', bundle];
    const exported = await run(
      ['evidence', 'export', `file:${setting.file}`, '--trust', setting.trust, ...asked],
      later,
    );
    expect([exported.code, exported.out]).toEqual([ok, expect.stringMatching(/^INTACT 22 records/)]);
    await witness.stop();
    const verified = () => run(['evidence', 'verify', bundle, '--trust', setting.trust, '--require', 'witness'], later);
    expect(await verified()).toMatchObject({
      code: ok,
      out: expect.stringContaining('streams enumerated by the witness'),
    });

    const records = join(bundle, 'records.otlp.jsonl');
    const [first = ''] = readFileSync(records, 'utf8').split('\n');
    writeFileSync(records, `${first}\n`);
    madeToAgree(bundle);
    expect(await verified()).toMatchObject({ code: tampered, out: expect.stringMatching(/^NOT INTACT TRUNCATED /) });
    writeFileSync(records, '');
    madeToAgree(bundle);
    expect(await verified()).toMatchObject({
      code: tampered,
      out: expect.stringMatching(/^NOT INTACT STREAM_MISSING /),
    });
  });

  it('has it from its spool as well', async () => {
    const setting = await bench();
    const witness = await runningWitness(setting.files, setting.trust);
    const receiver = await OtlpReceiver.start(setting.file);
    onTestFinished(() => receiver.close());
    const audit = new AuditLogRecordProcessor({
      spool: { directory: join(setting.files.folder, 'spool') },
      otlp: { url: receiver.url },
      signer: localKeySigner({ keyFile: setting.keyFile }),
      telemetry: setting.telemetry,
      witness: { url: witness.url, vkey: setting.files.vkey, tokenFile: setting.files.token, intervalMs: 50 },
    });
    const provider = new LoggerProvider({ resource: SHOP, processors: [audit] });
    const logger = provider.getLogger('app');
    for (let count = 0; count < 20; count += 1) logger.emit({ ...R10, attributes: { ...R10.attributes } });
    expect(await audit.committed('witnessed', { timeoutMs: 10_000 })).toBe('witnessed');
    logger.emit({ ...R10, attributes: { ...R10.attributes } });
    await provider.shutdown();
    const verified = await verify(setting);
    expect([verified.code, verified.out.split('\n')[0]]).toEqual([ok, expect.stringMatching(/^INTACT 23 records/)]);
    expect(setting.telemetry.codes).toEqual([]);
  });

  it('goes on without it when it is away, says so, and is witnessed once it is back', async () => {
    const setting = await bench();
    let isBack = false;
    const witness = await runningWitness(setting.files, setting.trust);
    const target = new URL(witness.url);
    const proxy = createServer(async (request, response) => {
      if (!isBack) return request.socket.destroy();
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const reply = await witness.fetch(request.url ?? '', Buffer.concat(chunks).toString());
      response.statusCode = reply.status;
      response.end(await reply.text());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      proxy.closeAllConnections();
      proxy.close();
    });
    target.port = String((proxy.address() as AddressInfo).port);
    const { sealing, provider, logger } = fromMemory(setting, target.href);
    logger.emit({ ...R10, attributes: { ...R10.attributes } });
    await provider.forceFlush();
    expect(await sealing.committed('witnessed', { timeoutMs: 300 })).toBe('delivered');
    expect(setting.telemetry.codes).toEqual(['ERR_WITNESS_AWAY']);
    isBack = true;
    expect(await sealing.committed('witnessed', { timeoutMs: 15_000 })).toBe('witnessed');
    await provider.shutdown();
    expect((await verify(setting)).code).toBe(ok);
  });

  it('takes the word of nobody else', async () => {
    const setting = await bench();
    const witness = await runningWitness(setting.files, setting.trust);
    const { sealing, provider, logger } = fromMemory(setting, witness.url, witnessFiles().vkey);
    logger.emit({ ...R10, attributes: { ...R10.attributes } });
    await provider.forceFlush();
    expect(await sealing.committed('witnessed', { timeoutMs: 2_000 })).toBe('delivered');
    expect(setting.telemetry.codes).toEqual(['ERR_WITNESS_REFUSED']);
    await provider.shutdown();
    expect((await verify(setting)).out).toMatch(/^NOT PROVEN NOT_WITNESSED /);
  });

  it.each([
    ['nonsense', () => ({ status: 200, text: 'hello' }), 'ERR_WITNESS_REFUSED'],
    ['without an end', () => ({ status: 200, text: 'x'.repeat(200_000) }), 'ERR_WITNESS_AWAY'],
    ['that it is busy', () => ({ status: 503, text: '' }), 'ERR_WITNESS_AWAY'],
    ['that it knows nobody', () => ({ status: 403, text: '\u001b[2J' }), 'ERR_WITNESS_REFUSED'],
    [
      'that it has seen another stream',
      (path: string) => (path === '/add-origin' ? { status: 200, text: '' } : { status: 409, text: '77\n' }),
      'ERR_WITNESS_REFUSED',
    ],
  ])('is not harmed by one that answers %s', async (_, answer, code) => {
    const setting = await bench();
    const { sealing, provider, logger } = fromMemory(setting, await answering(answer));
    logger.emit({ ...R10, attributes: { ...R10.attributes } });
    await provider.forceFlush();
    expect(await sealing.committed('witnessed', { timeoutMs: 1_000 })).toBe('delivered');
    expect(setting.telemetry.codes).toEqual([code]);
    const before = performance.now();
    await provider.shutdown();
    expect(performance.now() - before).toBeLessThan(4_000);
    expect((await run(['verify', `file:${setting.file}`, '--trust', setting.trust])).code).toBe(ok);
  });

  it('notices when the witness has forgotten', async () => {
    const setting = await bench();
    const first = await runningWitness(setting.files, setting.trust);
    const fresh: WitnessFiles = { ...setting.files, state: join(setting.files.folder, 'empty') };
    let current = first;
    const proxy = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const reply = await current.fetch(request.url ?? '', Buffer.concat(chunks).toString());
      response.statusCode = reply.status;
      response.end(await reply.text());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      proxy.closeAllConnections();
      proxy.close();
    });
    const { sealing, provider, logger } = fromMemory(
      setting,
      `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    );
    logger.emit({ ...R10, attributes: { ...R10.attributes } });
    await provider.forceFlush();
    expect(await sealing.committed('witnessed', { timeoutMs: 10_000 })).toBe('witnessed');
    current = await runningWitness(fresh, setting.trust);
    logger.emit({ ...R10, attributes: { ...R10.attributes } });
    await provider.forceFlush();
    expect(await sealing.committed('witnessed', { timeoutMs: 1_000 })).toBe('delivered');
    expect(setting.telemetry.codes).toEqual(['ERR_WITNESS_ROLLED_BACK']);
  });

  it.each([
    ['url', { url: 'http://witness.example/' }, /https:/],
    ['url', { url: 'https://user:secret@witness.example/' }, /credentials/],
    ['url', { url: 'ftp://witness.example/' }, /http or https/],
    ['vkey', { vkey: 'x' }, /public key/],
    ['intervalMs', { intervalMs: 0 }, /whole number/],
  ])('does not start with a wrong %s', async (option, wrong, message) => {
    const { files } = await bench();
    const witness = { url: 'https://witness.example/', vkey: files.vkey, tokenFile: files.token, ...wrong };
    const exporter = { export: () => {}, forceFlush: async () => {}, shutdown: async () => {} };
    expect(() => new SigningLogRecordExporter({ exporter, witness })).toThrow(message);
    expect(() => new SigningLogRecordExporter({ exporter, witness })).toThrow(`witness.${option}`);
  });
});
