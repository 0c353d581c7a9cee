import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type OtlpOptions, otlpTransport } from '../../src/otlp/otlp-transport.js';
import { protobufCodec } from '../../src/otlp/protobuf-codec.js';
import { SYSTEM_CLOCK } from '../../src/ports/clock.js';
import { type Certificate, makeCertificate } from './certificates.js';

let folder: string;
let server: Server;
let url: string;
/** Common names of the clients whose requests were taken. */
let clients: string[] = [];

const authority = makeCertificate('authority');
const client = makeCertificate('shop-1', authority);
const stranger = makeCertificate('stranger', makeCertificate('another authority'));

function stored(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

const filesOf = ({ name, certificate, key }: Certificate) => ({
  certificateFile: stored('authority.pem', authority.certificate),
  clientCertificateFile: stored(`${name}.pem`, certificate),
  clientKeyFile: stored(`${name}.key`, key),
});

function send(options: OtlpOptions, environment?: NodeJS.ProcessEnv) {
  const transport = otlpTransport({ timeoutMillis: 2_000, ...options }, protobufCodec(), SYSTEM_CLOCK, environment);
  return transport.send(new Uint8Array([1]), 1);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tls-'));
  const { certificate, key } = makeCertificate('receiver', authority);
  const options = { cert: certificate, key, ca: authority.certificate, requestCert: true, rejectUnauthorized: true };
  server = createServer(options, (request, response) => {
    clients.push(String((request.socket as TLSSocket).getPeerCertificate().subject.CN));
    request.resume().on('end', () => response.end());
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/v1/logs`;
});

afterEach(() => {
  clients = [];
  vi.unstubAllEnvs();
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((settle) => server.close(settle));
  rmSync(folder, { recursive: true });
});

describe('a receiver that asks for a certificate', () => {
  it.each([
    ['the first', process.env],
    ['the second', {}],
  ])('gets that of the options, as %s receiver', async (_which, environment) => {
    expect(await send({ url, ...filesOf(client) }, environment)).toEqual({ kind: 'accepted', rejected: 0 });
    expect(clients).toEqual(['shop-1']);
  });

  it.each(['', '_LOGS'])('gets that of the OTEL_EXPORTER_OTLP%s_ variables', async (signal) => {
    const files = filesOf(client);
    vi.stubEnv(`OTEL_EXPORTER_OTLP${signal}_ENDPOINT`, signal === '' ? url.replace('/v1/logs', '') : url);
    vi.stubEnv(`OTEL_EXPORTER_OTLP${signal}_CERTIFICATE`, files.certificateFile);
    vi.stubEnv(`OTEL_EXPORTER_OTLP${signal}_CLIENT_CERTIFICATE`, files.clientCertificateFile);
    vi.stubEnv(`OTEL_EXPORTER_OTLP${signal}_CLIENT_KEY`, files.clientKeyFile);
    expect(await send({})).toEqual({ kind: 'accepted', rejected: 0 });
    expect(clients).toEqual(['shop-1']);
  });

  it('of another authority is not sent to', async () => {
    const { clientCertificateFile, clientKeyFile } = filesOf(client);
    const certificateFile = stored('wrong.pem', makeCertificate('wrong').certificate);
    expect((await send({ url, certificateFile, clientCertificateFile, clientKeyFile })).kind).toBe('failed');
    expect((await send({ url, clientCertificateFile, clientKeyFile })).kind).toBe('failed');
    expect(clients).toEqual([]);
  });

  it('refuses a client without, and one that an authority vouches for which it does not know', async () => {
    const { certificateFile } = filesOf(client);
    expect((await send({ url, certificateFile })).kind).toBe('failed');
    expect((await send({ url, ...filesOf(stranger) })).kind).toBe('failed');
    expect(clients).toEqual([]);
  });

  it('gets nothing from the variables when it is the second one', async () => {
    const files = filesOf(client);
    vi.stubEnv('OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE', files.clientCertificateFile);
    vi.stubEnv('OTEL_EXPORTER_OTLP_CLIENT_KEY', files.clientKeyFile);
    expect((await send({ url, certificateFile: files.certificateFile }, {})).kind).toBe('failed');
    expect(clients).toEqual([]);
  });
});

describe('a file that cannot be read', () => {
  it.each(['certificateFile', 'clientCertificateFile', 'clientKeyFile'])('is an error at start: %s', async (name) => {
    const options = { url, ...filesOf(client), [name]: join(folder, 'missing.pem') };
    expect(() => otlpTransport(options, protobufCodec(), SYSTEM_CLOCK)).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_INVALID', message: expect.stringContaining(name) }),
    );
  });

  it.each(['OTEL_EXPORTER_OTLP_CERTIFICATE', 'OTEL_EXPORTER_OTLP_LOGS_CLIENT_KEY'])('is one, too: %s', (name) => {
    vi.stubEnv(name, join(folder, 'missing.pem'));
    expect(() => otlpTransport({ url }, protobufCodec(), SYSTEM_CLOCK)).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_INVALID', message: expect.stringContaining(name) }),
    );
  });

  it('is missed where a certificate comes without its key', () => {
    const { clientCertificateFile } = filesOf(client);
    expect(() => otlpTransport({ url, clientCertificateFile }, protobufCodec(), SYSTEM_CLOCK)).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_INVALID' }),
    );
  });
});
