import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { makeCertificate } from '../../../signing-exporter/test/otlp/certificates.js';
import { keyAndTrust, testFolder } from '../support/gateway-files.js';
import { runningGateway } from '../support/running-gateway.js';

const run = promisify(execFile);
const MANIFESTS = new URL('../../deployment/kubernetes/', import.meta.url);
const PAGE = new URL('../../docs/deployment.md', import.meta.url);

interface Probe {
  readonly httpGet?: { readonly path: string; readonly scheme?: string };
  readonly tcpSocket?: { readonly port: string };
  readonly exec?: { readonly command: readonly string[] };
}

interface Probed {
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly startupProbe?: Probe;
}

/** Probes of the containers that a manifest runs, and whether its gateway asks for client certificates. */
function probesIn(name: string): { readonly probes: readonly Probe[]; readonly byCertificate: boolean } {
  const text = readFileSync(new URL(name, MANIFESTS), 'utf8');
  const documents = parseAllDocuments(text).map((document) => document.toJS());
  const pods = documents.filter(({ kind }) => kind === 'StatefulSet').map(({ spec }) => spec.template.spec);
  const containers: Probed[] = pods.flatMap((pod) => [...pod.containers, ...(pod.initContainers ?? [])]);
  const probes = containers.flatMap(({ readinessProbe, livenessProbe, startupProbe }) =>
    [readinessProbe, livenessProbe, startupProbe].filter((probe) => probe !== undefined),
  );
  return { probes, byCertificate: /client_ca_file|OTELSEAL_GATEWAY_CLIENT_CA_FILE|--client-ca/.test(text) };
}

describe.each(readdirSync(MANIFESTS))('the probes of %s', (name) => {
  it('are ones that the gateway answers to who has no client certificate', () => {
    const { probes, byCertificate } = probesIn(name);
    expect(probes.length).toBeGreaterThan(0);
    for (const { httpGet } of probes) {
      if (httpGet === undefined) continue;
      expect(byCertificate).toBe(false);
      expect(httpGet).toMatchObject({ scheme: 'HTTPS', path: expect.stringMatching(/^\/(readyz|healthz)$/) });
    }
  });
});

describe('the probes that the page gives for client certificates', () => {
  const [, block = ''] = /```yaml\n(.*?)```/s.exec(readFileSync(PAGE, 'utf8')) ?? [];
  const { readinessProbe, livenessProbe } = parse(block) as Probed;

  it('need none for liveness, and their command says whether the gateway is ready', async () => {
    expect(livenessProbe?.tcpSocket).toEqual({ port: 'otlp-http' });
    const folder = testFolder();
    const authority = makeCertificate('authority');
    const [server, probe] = [makeCertificate('otelseal-gateway', authority), makeCertificate('probe', authority)];
    const written = (path: string, pem: string): string => {
      writeFileSync(join(folder, path), pem, { mode: 0o600 });
      return join(folder, path);
    };
    mkdirSync(join(folder, 'probe'));
    written('probe/ca.crt', authority.certificate);
    written('probe/tls.crt', probe.certificate);
    written('probe/tls.key', probe.key);
    const gateway = {
      certificateFile: written('server.pem', server.certificate),
      keyFile: written('server.key', server.key),
      clientCaFile: written('ca.pem', authority.certificate),
    };
    const running = await runningGateway(folder, keyAndTrust(folder), { gateway });
    const { port } = new URL(running.gateway.url);
    const [program = '', ...args] = readinessProbe?.exec?.command ?? [];
    expect(program).toBe('node');
    const here = (text: string): string =>
      text.replace('localhost:4318', `127.0.0.1:${port}`).replaceAll('/run/secrets/probe', join(folder, 'probe'));
    await expect(run(process.execPath, args.map(here))).resolves.toBeDefined();
    await expect(fetch(`${running.gateway.url}/readyz`)).rejects.toThrow(); // what a kubelet's httpGet comes to
    await running.close();
    await expect(run(process.execPath, args.map(here))).rejects.toMatchObject({ code: 1 });
  }, 30_000);
});
