import type { ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { sanitizingStage } from '../../src/delivery/sanitizing-stage.js';

function reporting() {
  const reports: [code: string, message: string][] = [];
  const telemetry = {
    add: () => {},
    reportOnce: (code: string, message: string) => void reports.push([code, message]),
  };
  return { reports, telemetry };
}

const recordOf = (attributes: Record<string, unknown>): ReadWriteLogRecord =>
  ({ attributes, body: 'password=hunter2' }) as unknown as ReadWriteLogRecord;

describe('the stage that sanitizes', () => {
  it('changes nothing under dryRun, says so at the start, and tells at the end what it would have changed', async () => {
    const { reports, telemetry } = reporting();
    const stage = sanitizingStage({ dryRun: true }, telemetry);
    expect(reports).toEqual([['SANITIZE_DRY_RUN', expect.stringContaining('nothing is taken out of any record')]]);
    const record = recordOf({ token: 'a1b2c3d4e5', 'x\u001b[2J': { password: 'hunter3' } });
    stage.onEmit(record);
    stage.onEmit(recordOf({ token: 'a1b2c3d4e6' }));
    await stage.shutdown();
    expect(record.body).toBe('password=hunter2');
    const [code, message = ''] = reports[1] ?? [];
    expect(code).toBe('SANITIZE_DRY_RUN_REPORT');
    expect(message).toMatch(/^Without sanitize\.dryRun these would have been changed: .*token by secret-key 2 ×/);
    expect(message).not.toContain('\u001b');
    expect(message).not.toMatch(/hunter|a1b2/);
  });

  it('tells twenty paths and how many more there are', async () => {
    const { reports, telemetry } = reporting();
    const stage = sanitizingStage({ dryRun: true }, telemetry);
    const body = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`user${index}`, { password: 'hunter2' }]),
    ); // ten times as many
    stage.onEmit({ attributes: { deep: body }, body: 'ordinary' } as unknown as ReadWriteLogRecord);
    await stage.shutdown();
    expect(reports[1]?.[1].match(/×/g)).toHaveLength(20);
    expect(reports[1]?.[1]).toMatch(/, and \d+ more\.$/);
  });

  it('shows no key that would not be shown', async () => {
    const { reports, telemetry } = reporting();
    const stage = sanitizingStage({ dryRun: true }, telemetry);
    stage.onEmit(recordOf({ 'alice@example.com': { password: 'hunter2' } }));
    await stage.shutdown();
    expect(reports[1]?.[1]).toContain(' by secret-key 1 ×');
    expect(reports[1]?.[1]).not.toContain('alice');
  });

  it('says that nothing would have been changed', async () => {
    const { reports, telemetry } = reporting();
    await sanitizingStage({ dryRun: true }, telemetry).shutdown();
    expect(reports[1]).toEqual([
      'SANITIZE_DRY_RUN_REPORT',
      'Without sanitize.dryRun no record would have been changed.',
    ]);
  });

  it('reports nothing without dryRun', async () => {
    const { reports, telemetry } = reporting();
    const stage = sanitizingStage({}, telemetry);
    const record = recordOf({});
    stage.onEmit(record);
    await stage.shutdown();
    expect(record.body).toBe('password=[REDACTED:named-secret]');
    expect(reports).toEqual([]);
  });
});
