import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OtlpReceiver } from '@otelseal/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { GatewayProcess } from '../fleet/gateway-process.ts';
import { type ShownEvent, shownEvents } from '../fleet/shown-events.ts';
import { generateKeys, type Verified, verify } from '../otelcol/command.ts';
import { type Application, applications } from './applications.ts';

const LANGUAGES = ['python', 'go', 'node'];

describe('applications in Python, Go and Node that know nothing of Otelseal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-languages-'));
  const events: ShownEvent[] = [];
  let verified: Verified | undefined;

  beforeAll(async () => {
    const keys = await generateKeys(folder);
    const stored = join(folder, 'stored.jsonl');
    const receiver = await OtlpReceiver.start(stored);
    const gateway = await GatewayProcess.start({
      folder,
      keyFile: keys.keyFile,
      forward: new URL(receiver.url).origin,
    });
    try {
      await Promise.all((await applications()).map((application) => runToEnd(application, gateway.endpoint)));
    } finally {
      await gateway.stop();
      await receiver.close();
    }
    events.push(...shownEvents(stored));
    verified = await verify(stored, keys);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const of = (language: string): ShownEvent[] =>
    events.filter(({ resource }) => resource['service.name'] === `${language}-shop`);

  it('end in one evidence', () => {
    expect([verified?.firstLine, verified?.code]).toEqual([expect.stringMatching(/^INTACT/), 0]);
  });

  it.each(LANGUAGES)('%s: each event arrives once, completed as the typed API would', (language) => {
    const failures = of(language).filter(({ eventName }) => eventName === 'security.authn.login.failure');
    expect(failures.map(({ attributes }) => Number(attributes['attempt']))).toEqual([0, 1, 2]);
    expect(failures[0]?.attributes).toMatchObject({
      'audit.actor.type': 'user',
      'client.address': '203.0.113.9',
      'audit.outcome': 'failure',
      'audit.target.type': 'account',
      'security.category': 'authentication',
    });
    expect(failures[0]?.resource['telemetry.sdk.language']).toBe(language === 'node' ? 'nodejs' : language);
  });

  it.each(LANGUAGES)('%s: a card number and a line break do not', (language) => {
    const [line] = of(language).filter(({ eventName }) => eventName === '');
    const text = JSON.stringify(line?.body);
    expect(text).toContain('line one');
    expect(text).not.toContain('4111');
    expect(text).not.toContain('one\\nline');
  });

  it('and who guesses in all three is one incident', () => {
    const incidents = events.filter(({ eventName }) => eventName === 'security.incident.open');
    expect(incidents.map(({ attributes }) => attributes['security.incident.detector'])).toContain('brute_force');
  });
});

/** Runs an application as it would run in production, by OpenTelemetry's variables alone. */
function runToEnd({ language, command, variables }: Application, endpoint: string): Promise<void> {
  const [program, ...args] = command;
  const settings = {
    OTEL_SERVICE_NAME: `${language}-shop`,
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
  };
  return new Promise((settle, refuse) => {
    const env = { ...process.env, ...variables, ...settings };
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += String(chunk)));
    child.once('error', refuse);
    child.once('close', (code) =>
      code === 0 ? settle() : refuse(new Error(`The ${language} application ended with ${code}:\n${output}`)),
    );
  });
}
