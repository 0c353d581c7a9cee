import { describe, expect, it } from 'vitest';
import type { RecordMap } from '../src/index.js';
import { exportRequest, logRecord, text } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { runningGateway } from './support/running-gateway.js';
import { shownIn, verdict } from './support/verdict.js';

const folder = testFolder();
const keys = keyAndTrust(folder);

/** A line of some program, as a map reads it. */
const logins: RecordMap = (record) => {
  const [, user] = /^Failed password for (\w+)$/.exec(String(record.body)) ?? [];
  if (user === undefined) return record;
  const attributes = { ...record.attributes, 'audit.actor.id': user };
  return { ...record, eventName: 'security.authn.login.failure', attributes };
};

describe('a map', () => {
  it('turns lines into events before anything else sees them, and leaves the others alone', async () => {
    const running = await runningGateway(folder, keys, {}, { maps: [logins] });
    const lines = ['Failed password for root', 'Server listening on 0.0.0.0 port 22.'];
    await running.post(exportRequest(lines.map((line) => logRecord({ body: text(line) }))));
    await running.close();
    expect(shownIn(running.file)).toMatchObject([
      { event: 'security.authn.login.failure', attributes: { 'security.category': 'authentication' } },
      { event: undefined, body: 'Server listening on 0.0.0.0 port 22.' },
    ]);
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
  });

  it('that fails costs no record', async () => {
    const failing: RecordMap = () => {
      throw new TypeError('not my line');
    };
    const running = await runningGateway(folder, keys, {}, { maps: [failing, logins] });
    expect((await running.post(exportRequest([logRecord({ body: text('Failed password for root') })]))).status).toBe(
      200,
    );
    await running.close();
    expect(shownIn(running.file)).toMatchObject([{ event: 'security.authn.login.failure' }]);
    expect(running.reports.join()).toContain('ERR_GATEWAY_MAP');
  });
});
