import { appendFileSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { freePort } from '../../backends/free-port.ts';
import { verify } from '../otelcol/command.ts';
import { ended, eventsSoFar, FAILURE, type Fleet, fleet, numbersOf, shown, until, usersOf } from './log-fleet.ts';
import { SampleCollector, sampleNames, validateSample } from './sample-collector.ts';

describe('a configuration that comes with the gateway', () => {
  it.each(sampleNames())('%s is one that the collector accepts', async (name) => {
    await expect(validateSample(name)).resolves.toBeUndefined();
  });
});

describe('lines in files, read by a real collector', () => {
  it('arrive as events, sealed', async () => {
    const all = await fleet();
    const variables = {
      LOG_ROOT: all.logs,
      OTELSEAL_GATEWAY: all.gateway.endpoint,
      COLLECTOR_STORAGE: join(all.folder, 'queue'),
    };
    const write = (name: string, line: unknown): void =>
      appendFileSync(join(all.logs, name), `${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
    write('auth.log', 'Nov 29 00:58:01 a sshd[1]: Failed password for root from 203.0.113.1 port 22 ssh2');
    write(
      'auth.log',
      'Nov 29 00:58:01 a sudo:  mallory : user NOT in sudoers ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh',
    );
    write('nginx/access.log', '203.0.113.2 - alice [29/Nov/2026:00:58:01 +0000] "GET /a HTTP/1.1" 401 5 "-" "curl"');
    write('apache2/access.log', '203.0.113.3 - - [29/Nov/2026:00:58:01 +0000] "GET /.env HTTP/1.1" 403 5 "-" "curl"');
    const user = 'app';
    const pg = { error_severity: 'FATAL', pid: 1, backend_type: 'client backend', remote_host: '203.0.113.4' };
    write('postgresql/1.json', { ...pg, user, message: `password authentication failed for user "${user}"` });
    const k8s = { kind: 'Event', apiVersion: 'audit.k8s.io/v1', stage: 'ResponseComplete', verb: 'get' };
    const secret = {
      user: { username: 'eve' },
      sourceIPs: ['203.0.113.5'],
      objectRef: { resource: 'secrets', name: 's' },
    };
    write('kubernetes/audit/audit.log', { ...k8s, ...secret, responseStatus: { code: 200 } });

    const collector = await SampleCollector.start('log-files.yaml', all.folder, variables);
    await until(() => eventsSoFar(all).length >= 6);
    await collector.stop();
    const events = await ended(all);
    expect(
      events
        .map(shown)
        .filter(([map]) => map !== undefined)
        .sort(),
    ).toEqual([
      ['apache', 'security.authz.failure', 'unknown', '203.0.113.3'],
      ['kubernetes-audit', 'security.sensitive.read', 'eve', '203.0.113.5'],
      ['nginx', FAILURE, 'alice', '203.0.113.2'],
      ['postgresql', FAILURE, 'app', '203.0.113.4'],
      ['sshd', FAILURE, 'root', '203.0.113.1'],
      ['sudo', 'security.authz.failure', 'mallory', 'unknown'],
    ]);
    expect((await verify(all.stored, all.keys)).firstLine).toMatch(/^INTACT/);
  });

  it('are all there after the collector was killed between them', async () => {
    const all = await fleet();
    const variables = {
      LOG_ROOT: all.logs,
      OTELSEAL_GATEWAY: all.gateway.endpoint,
      COLLECTOR_STORAGE: join(all.folder, 'queue'),
    };
    const write = (from: number, to: number): void => {
      for (let index = from; index < to; index += 1) {
        const line = `Nov 29 00:58:01 a sshd[${index}]: Failed password for user-${index} from 203.0.113.1 port 22 ssh2`;
        appendFileSync(join(all.logs, 'auth.log'), `${line}\n`);
      }
    };
    write(0, 500);
    const first = await SampleCollector.start('log-files.yaml', all.folder, variables);
    await until(() => all.receiver.requests.length > 0);
    write(500, 1_000);
    await first.kill();
    write(1_000, 1_500);
    const second = await SampleCollector.start('log-files.yaml', all.folder, variables);
    await until(() => usersOf(eventsSoFar(all)).size >= 1_500);
    await second.stop();
    const users = usersOf(await ended(all));
    expect([...Array(1_500).keys()].filter((index) => !users.has(`user-${index}`))).toEqual([]);
    expect((await verify(all.stored, all.keys)).firstLine).toMatch(/^INTACT/);
  });
});

describe('records of applications, through a collector before the gateway', () => {
  it('are all there when the gateway was away for a while and the collector was killed', async () => {
    const all = await fleet();
    const listen = `127.0.0.1:${await freePort()}`;
    const variables = { COLLECTOR_LISTEN: listen, COLLECTOR_STORAGE: join(all.folder, 'queue') };
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const first = await SampleCollector.start('collector-before-gateway.yaml', all.folder, {
      ...variables,
      OTELSEAL_GATEWAY: nobody,
    });
    for (let index = 0; index < 200; index += 1) expect(await send(`http://${listen}/v1/logs`, index)).toBe(200);
    await first.kill();
    const second = await SampleCollector.start('collector-before-gateway.yaml', all.folder, {
      ...variables,
      OTELSEAL_GATEWAY: all.gateway.endpoint,
    });
    await until(() => numbersOf(eventsSoFar(all)).size >= 200);
    await second.stop();
    const numbers = numbersOf(await ended(all));
    expect([...Array(200).keys()].filter((index) => !numbers.has(index))).toEqual([]);
    expect((await verify(all.stored, all.keys)).firstLine).toMatch(/^INTACT/);
  });
});

describe('records that the gateway has sealed, through a collector behind it', () => {
  it('are all there when the store was away for a while and the collector was killed, and are proven', async () => {
    const listen = `127.0.0.1:${await freePort()}`;
    const all = await fleet(`http://${listen}`);
    const variables = { COLLECTOR_LISTEN: listen, COLLECTOR_STORAGE: join(all.folder, 'queue') };
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const behind = 'collector-behind-gateway.yaml';
    const first = await SampleCollector.start(behind, all.folder, { ...variables, STORE_ENDPOINT: nobody });
    for (let index = 0; index < 100; index += 1) expect(await send(`${all.gateway.endpoint}/v1/logs`, index)).toBe(200);
    await first.kill();
    for (let index = 100; index < 200; index += 1)
      expect(await send(`${all.gateway.endpoint}/v1/logs`, index)).toBe(200);
    const store = new URL(all.receiver.url).origin;
    const second = await SampleCollector.start(behind, all.folder, { ...variables, STORE_ENDPOINT: store });
    await until(() => numbersOf(eventsSoFar(all)).size >= 200);
    await all.gateway.stop(); // its last words go through the collector, too
    await until(() => all.receiver.requests.length > 0 && storesTheEnd(all));
    await second.stop();
    await all.receiver.close();
    const numbers = numbersOf(eventsSoFar(all));
    expect([...Array(200).keys()].filter((index) => !numbers.has(index))).toEqual([]);
    expect((await verify(all.stored, all.keys)).firstLine).toMatch(/^INTACT/);
  });
});

const storesTheEnd = ({ stored }: Fleet): boolean => readFileSync(stored, 'utf8').includes('audit.close');

async function send(url: string, number: number): Promise<number> {
  const logRecord = {
    timeUnixNano: '1795449600123456789',
    body: { stringValue: 'hello' },
    attributes: [{ key: 'number', value: { intValue: String(number) } }],
  };
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] };
  const body = JSON.stringify({
    resourceLogs: [{ resource, scopeLogs: [{ scope: { name: 'shop' }, logRecords: [logRecord] }] }],
  });
  return (await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } })).status;
}

describe('syslog over TCP', () => {
  it('arrives as events', async () => {
    const all = await fleet();
    const listen = `127.0.0.1:${await freePort()}`;
    const variables = {
      SYSLOG_LISTEN: listen,
      OTELSEAL_GATEWAY: all.gateway.endpoint,
      COLLECTOR_STORAGE: join(all.folder, 'queue'),
    };
    const collector = await SampleCollector.start('syslog.yaml', all.folder, variables);
    const socket = connect(Number(listen.split(':')[1]), '127.0.0.1');
    socket.end(
      '<38>1 2026-11-29T00:58:01.003Z web-1 sshd 4711 - - Failed password for root from 203.0.113.6 port 22 ssh2\n',
    );
    await until(() => eventsSoFar(all).length > 0);
    await collector.stop();
    const events = await ended(all);
    expect(events.map(shown)).toContainEqual(['sshd', FAILURE, 'root', '203.0.113.6']);
  });
});
