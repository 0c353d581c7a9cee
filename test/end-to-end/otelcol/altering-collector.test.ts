import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { Collector, fileExporter } from '../../backends/otelcol/collector.ts';
import { generateKeys, type Verified, verify } from './command.ts';
import { emitLoginFailures } from './emitting-application.ts';
import { testFolder } from './test-folder.ts';

/** Six login failures (#2 to #7) of which somebody in the collector's configuration does not want to be seen. */
async function throughCollector(processors: Readonly<Record<string, unknown>>): Promise<Verified> {
  const folder = testFolder();
  const keys = await generateKeys(folder);
  const file = join(folder, 'logs.jsonl');
  const collector = await Collector.start({ version: 'v0.155', folder, processors, exporters: fileExporter(file) });
  await emitLoginFailures({ service: 'shop', keyFile: keys.keyFile, url: collector.url, bursts: [6] });
  await collector.stop();
  return verify(file, keys);
}

const onLogs = (...statements: string[]) => ({ transform: { log_statements: [{ context: 'log', statements }] } });
const USER_3 = 'log.attributes["audit.actor.id"] == "user-3"';

describe('a collector that is told to alter the evidence is found out', () => {
  it.each([
    ['changes a body', onLogs(`set(log.body, "nothing happened") where ${USER_3}`), 'DISPLAY_MISMATCH', '4', 'body'],
    [
      'changes an attribute',
      onLogs(`set(log.attributes["client.address"], "127.0.0.1") where ${USER_3}`),
      'DISPLAY_MISMATCH',
      '4',
      'client.address',
    ],
    [
      'deletes an attribute',
      onLogs(`delete_key(log.attributes, "security.reason") where ${USER_3}`),
      'DISPLAY_MISMATCH',
      '4',
      'security.reason',
    ],
    [
      'lowers the severity',
      onLogs(`set(log.severity_number, SEVERITY_NUMBER_DEBUG) where ${USER_3}`),
      'DISPLAY_MISMATCH',
      '4',
      'severityNumber',
    ],
    [
      'changes the time',
      onLogs(`set(log.time_unix_nano, 1000000000) where ${USER_3}`),
      'DISPLAY_MISMATCH',
      '4',
      'timeUnixNano',
    ],
    [
      'renames the event',
      onLogs(`set(log.event_name, "security.authn.login.success") where ${USER_3}`),
      'DISPLAY_MISMATCH',
      '4',
      'eventName',
    ],
    [
      'changes the sealed text',
      onLogs(`replace_pattern(log.attributes["audit.payload"], "198.51.100.23", "127.0.0.1") where ${USER_3}`),
      'MODIFIED',
      '4',
      'client.address',
    ],
    [
      'takes the sealed text away',
      onLogs(`delete_key(log.attributes, "audit.payload") where ${USER_3}`),
      'MODIFIED',
      '4',
      'audit.payload',
    ],
    [
      'adds a user that was not there',
      onLogs(`set(log.attributes["user.name"], "mallory") where ${USER_3}`),
      'DISPLAY_MISMATCH',
      '4',
      'user.name',
    ],
    [
      'moves records to another service',
      { resource: { attributes: [{ key: 'service.name', value: 'billing', action: 'update' }] } },
      'DISPLAY_MISMATCH',
      '1',
      'service.name',
    ],
    ['drops a record', { filter: { log_conditions: [USER_3] } }, 'MISSING', '4', '-'],
    [
      'drops all but the seals',
      { filter: { log_conditions: ['log.event_name == "security.authn.login.failure"'] } },
      'MISSING',
      '2–7',
      '-',
    ],
  ])('when it %s', async (_what, processors, verdict, sequence, field) => {
    const { code, firstLine, report } = await throughCollector(processors);
    const [finding] = report.findings;
    expect({ code, verdict: finding?.verdict, sequence: finding?.sequence, field: finding?.field }).toEqual({
      code: 1,
      verdict,
      sequence,
      field,
    });
    expect(firstLine).toMatch(new RegExp(`^NOT INTACT ${verdict} [0-9a-f]{32} #${sequence.replace('–', '.')} `));
  });

  it('and one that drops the checkpoints proves nothing', async () => {
    const { code, firstLine } = await throughCollector({
      filter: { log_conditions: ['log.event_name == "audit.checkpoint"'] },
    });
    expect([code, firstLine]).toEqual([2, expect.stringMatching(/^NOT PROVEN UN/)]);
  });
});
