import { describe, expect, it } from 'vitest';
import { reportLines, type StoredRecord, type VerifierOptions } from '../../src/index.js';
import { judge, without } from '../judged.js';
import { at, EPOCH, epochKeyOf, keyOf, loginFailure, open, rotationOf, stored } from '../sealed-streams.js';

const DAY_MS = 86_400_000;
const YEAR_SECONDS = 365 * 86_400;
const WHO = 'default/default/production/shop (audit)';

/** A closed stream with a rotation in its middle, which repeats the promise. */
function year(minimumRetentionSeconds?: number, more: object = {}): StoredRecord[] {
  const sealer = open({ ...(minimumRetentionSeconds === undefined ? {} : { minimumRetentionSeconds }), ...more });
  const next = keyOf('epoch-2');
  return stored([
    sealer.open,
    sealer.seal(loginFailure(1), at(10)),
    sealer.checkpoint(),
    ...sealer.rotate(
      { certificate: rotationOf(sealer, EPOCH, { key: next, epoch: 2 }), epochKey: epochKeyOf(next) },
      at(30_000),
    ),
    sealer.seal(loginFailure(2), at(40_000)),
    sealer.close({ reason: 'shutdown' }, at(50_000)),
    sealer.checkpoint(),
  ]);
}

const historyOf = (records: readonly StoredRecord[], options: VerifierOptions = {}): readonly string[] => {
  const report = judge(records, options);
  expect(reportLines(report).filter((line) => line.startsWith('history: '))).toEqual(
    report.history.map((line) => `history: ${line}`),
  );
  return report.history;
};

describe('the promised history', () => {
  it('is complete where the promised time is reached back to', () => {
    const asOf = at(366 * DAY_MS);
    expect(historyOf(year(YEAR_SECONDS), { asOf })).toEqual([
      `${WHO}: 365 days promised, complete since ${timeText(DAY_MS)}`,
    ]);
  });

  it('is complete where only what is older has expired', () => {
    const asOf = at(YEAR_SECONDS * 1_000 + 30_000);
    const report = judge(year(YEAR_SECONDS).slice(3), { asOf });
    expect(report.conditions).toMatchObject([{ condition: 'EXPIRED' }]);
    expect(report.history).toEqual([`${WHO}: 365 days promised, complete since ${timeText(30_000)}`]);
  });

  it('is not complete where records are gone before their time', () => {
    const [line] = historyOf(without(year(YEAR_SECONDS), 1), { asOf: at(DAY_MS) });
    expect(line).toBe(`${WHO}: 365 days promised, not complete: records are gone, see the findings`);
  });

  it('says which stream was sealed before and is not here', () => {
    const predecessor = { stream: 'e'.repeat(32), size: 42, root: new Uint8Array(32) };
    const [line] = historyOf(year(YEAR_SECONDS, { predecessor }), { asOf: at(DAY_MS) });
    expect(line).toContain(`complete since ${timeText(0)} only: of stream ${'e'.repeat(32)}, which was sealed before`);
    expect(line).toContain('its 42 records are not here');
  });

  it('says that a service began late, and who could know better', () => {
    const [line] = historyOf(year(YEAR_SECONDS), { asOf: at(DAY_MS) });
    expect(line).toContain(
      `complete since ${timeText(0)}, when it began as far as is known here: only a witness can say`,
    );
  });

  it('is told where nothing was promised only if the past was asked for', () => {
    expect(historyOf(year(), { asOf: at(DAY_MS) })).toEqual([]);
    const [line] = historyOf(year(), {
      asOf: at(DAY_MS),
      range: { from: at(5), to: at(DAY_MS), marginSeconds: Number.POSITIVE_INFINITY },
    });
    expect(line).toBe(`${WHO}: no time promised, complete since ${timeText(5)}`);
  });

  it('is not told of streams that nobody vouches for', () => {
    const { history } = judge(year(YEAR_SECONDS), { trust: undefined, asOf: at(DAY_MS) });
    expect(history).toEqual([]);
  });
});

function timeText(ms: number): string {
  const [seconds, nanoseconds] = at(ms);
  return new Date(seconds * 1_000 + nanoseconds / 1_000_000).toISOString();
}
