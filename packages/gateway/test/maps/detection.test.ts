import { describe, expect, it } from 'vitest';

import { keyAndTrust, testFolder } from '../support/gateway-files.js';
import { runningGateway } from '../support/running-gateway.js';
import { shownIn, verdict } from '../support/verdict.js';
import { fileLines } from './file-lines.js';

describe('an attack in the log of sshd', () => {
  it('opens an incident at the gateway, sealed like the lines it is made of', async () => {
    const folder = testFolder();
    const keys = keyAndTrust(folder);
    const running = await runningGateway(folder, keys);
    const lines = Array.from(
      { length: 12 },
      (_, index) =>
        `Nov 29 00:58:${10 + index} web-1 sshd[${index}]: Failed password for root from 203.0.113.9 port ${index + 1000} ssh2`,
    );
    expect((await running.post(fileLines(lines, 'web-1'))).status).toBe(200);
    await running.close();

    const shown = shownIn(running.file);
    expect(shown.filter(({ event }) => event === 'security.authn.login.failure')).toHaveLength(12);
    const [incident] = shown.filter(({ event }) => event === 'security.incident.open');
    expect(incident?.attributes).toMatchObject({ 'security.incident.detector': 'brute_force' });
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT/);
  });

  it('counts what syslog says was repeated as often as it says', async () => {
    const folder = testFolder();
    const running = await runningGateway(folder, keyAndTrust(folder));
    const message = 'Failed password for root from 203.0.113.9 port 1000 ssh2';
    const lines = [message, `message repeated 11 times: [ ${message}]`].map(
      (text, index) => `Nov 29 00:58:1${index} web-1 sshd[7]: ${text}`,
    );
    expect((await running.post(fileLines(lines, 'web-1'))).status).toBe(200);
    await running.close();
    const shown = shownIn(running.file);
    expect(shown.map(({ attributes }) => attributes['security.attempt.count']).filter(Boolean)).toEqual(['11']);
    const opened = shown.filter(({ event }) => event === 'security.incident.open');
    expect(opened.map(({ attributes }) => attributes['security.incident.detector'])).toEqual(['brute_force']);
  });

  it('counts once what a client says of itself, whatever number it gives', async () => {
    const folder = testFolder();
    const running = await runningGateway(folder, keyAndTrust(folder));
    const texts = {
      'otelseal.map': 'sshd',
      'audit.actor.id': 'root',
      'audit.outcome': 'failure',
      'client.address': '203.0.113.9',
    };
    const attributes = [
      ...Object.entries(texts).map(([key, stringValue]) => ({ key, value: { stringValue } })),
      { key: 'security.attempt.count', value: { intValue: 1_000_000 } },
    ];
    const logRecords = [{ eventName: 'security.authn.login.failure', attributes }];
    const body = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
    expect((await running.post(body)).status).toBe(200);
    await running.close();
    expect(shownIn(running.file).map(({ event }) => event)).not.toContain('security.incident.open');
  });

  it.each([
    ['0 times', 'message repeated 0 times: [ MESSAGE]'],
    ['times over times', 'message repeated 9 times: [ message repeated 9 times: [ MESSAGE]]'],
    ['a number without end', `message repeated ${'9'.repeat(400)} times: [ MESSAGE]`],
  ])('makes no event of what syslog never writes: %s', async (_, text) => {
    const folder = testFolder();
    const running = await runningGateway(folder, keyAndTrust(folder));
    const line = text.replace('MESSAGE', 'Failed password for root from 203.0.113.9 port 1000 ssh2');
    await running.post(fileLines([`Nov 29 00:58:11 web-1 sshd[7]: ${line}`], 'web-1'));
    await running.close();
    expect(shownIn(running.file).filter(({ event }) => event?.startsWith('security.'))).toEqual([]);
  });

  it('leaves lines that no map knows to the sanitizer', async () => {
    const folder = testFolder();
    const running = await runningGateway(folder, keyAndTrust(folder));
    await running.post(fileLines(['Nov 29 00:58:01 web-1 sshd[1]: unheard of, password=hunter2secret'], 'web-1'));
    await running.close();
    const [record] = shownIn(running.file);
    expect(record?.event ?? '').toBe('');
    expect(record?.body).toContain('unheard of');
    expect(record?.body).not.toContain('hunter2secret');
  });
});
