import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { storedRecords } from '@otelseal/audit-integrity';
import { beforeAll, describe, expect, it } from 'vitest';
import { AuditLogRecordProcessor } from '../../src/index.js';
import { thisOwner } from '../../src/spool/process-owner.js';
import { ROOT, recordOf } from '../sealing-bench.js';
import { type Recovery, recovered } from './recovery.js';
import { isLeaf, replaced, StoredSpool } from './stored-spool.js';

const NOWHERE = {
  otlp: { url: 'http://127.0.0.1:9/v1/logs', timeoutMillis: 100 },
  delivery: { shutdownTimeoutMs: 300 },
};
let unclosed: StoredSpool;
let closed: StoredSpool;

beforeAll(async () => {
  unclosed = await StoredSpool.left({ closed: false, protocol: 'http/json' });
  closed = await StoredSpool.left({ closed: true, protocol: 'http/json' });
});

/** Every owner in the spool was a process of this machine that is dead by now. */
function died(spool: StoredSpool): StoredSpool {
  const { pid } = spawnSync(process.execPath, ['--version']);
  for (const name of readdirSync(spool.directory, { recursive: true, encoding: 'utf8' }))
    if (name.endsWith('owner.json'))
      writeFileSync(join(spool.directory, name), JSON.stringify({ ...thisOwner(), pid, started: '1' }));
  return spool;
}

function newFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'left-')), 'received.jsonl');
}

interface Opening {
  readonly stream: string;
  readonly after?: { readonly stream: string; readonly size: string };
}

/** Streams in the order in which they were received, each with the one that it continues. */
function openings(file: string): Opening[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const records = lines.flatMap((line) => [...storedRecords(JSON.parse(line), '')]);
  return records
    .filter(({ logRecord }) => logRecord.eventName === 'audit.open')
    .map(({ logRecord }) => {
      const payload = logRecord.attributes?.find(({ key }) => key === 'audit.payload')?.value?.stringValue ?? '';
      const { stream, control } = JSON.parse(payload) as {
        stream: string;
        control: { predecessor?: Opening['after'] };
      };
      return { stream, ...(control.predecessor === undefined ? {} : { after: control.predecessor }) };
    });
}

async function inherits(spool: StoredSpool): Promise<Recovery & { readonly dead: Opening; readonly heir: Opening }> {
  const file = newFile();
  const recovery = await recovered(spool.directory, file);
  const [dead, heir] = openings(file) as [Opening, Opening];
  return { ...recovery, dead, heir };
}

describe('the first stream after a crash', () => {
  it('names the one that the dead process left, with all that is there: its end is found, and not promised', async () => {
    const { dead, heir, report } = await inherits(died(unclosed.copy()));
    expect(heir.after).toMatchObject({ stream: dead.stream, size: '31' });
    expect(report.findings).toEqual([]);
    expect(report.conditions).toMatchObject([
      { condition: 'UNPROMISED_TAIL', stream: dead.stream, sequence: '29–31' },
      { condition: 'UNCLOSED', stream: dead.stream },
    ]);
  });

  it('names no stream twice, whoever crashes next', async () => {
    const spool = died(unclosed.copy());
    const between = new AuditLogRecordProcessor({ spool: { directory: spool.directory }, ...NOWHERE, signer: ROOT });
    between.onEmit(recordOf());
    expect(await between.committed('spooled', { timeoutMs: 5_000 })).toBe('spooled');
    const crashed = died(spool.copy());
    await between.shutdown();
    const file = newFile();
    const { report } = await recovered(crashed.directory, file);
    const named = openings(file).map(({ after }) => after?.stream);
    expect(named).toHaveLength(3);
    expect(new Set(named).size, 'one without, and two different ones').toBe(3);
    expect(report.findings).toEqual([]);
  });

  it('does not name one without an end whose process may only be asleep', async () => {
    const { heir, first } = await inherits(unclosed.copy().ownerGone());
    expect(heir.after).toBeUndefined();
    expect(first).toMatch(/^NOT PROVEN UNANCHORED/);
  });

  it('names a closed one, whoever closed it: nothing can follow', async () => {
    const { dead, heir, first } = await inherits(closed.copy());
    expect(heir.after).toMatchObject({ stream: dead.stream });
    expect(first).toMatch(/^INTACT/);
  });

  it.each([
    ['of another service', { resource: resourceFromAttributes({ 'service.name': 'billing' }) }],
    ['of another retention class', { attributes: { 'security.retention.class': 'audit' } }],
  ])('does not name one %s', async (_, more) => {
    const spool = died(unclosed.copy());
    const heir = new AuditLogRecordProcessor({ spool: { directory: spool.directory }, ...NOWHERE, signer: ROOT });
    heir.onEmit(recordOf({}, more));
    await heir.committed('spooled', { timeoutMs: 5_000 });
    const frames = readdirSync(spool.directory, { recursive: true, encoding: 'utf8' }).filter((n) =>
      n.endsWith('.seg'),
    );
    const texts = frames.map((name) => readFileSync(join(spool.directory, name), 'latin1'));
    await heir.shutdown();
    expect(texts.some((text) => text.includes('audit.open'))).toBe(true);
    expect(texts.filter((text) => text.includes('predecessor'))).toEqual([]);
  });

  it('shows that the spool was shortened after its records had been delivered', async () => {
    const file = newFile();
    await recovered(died(unclosed.copy()).directory, file);
    const heir = openings(file)[1]?.stream ?? '';
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.filter((line) => !line.includes(heir)).join('\n'));
    const short = died(unclosed.copy());
    short.remove(-1);
    short.remove(-1);
    const { report, first } = await recovered(short.directory, file);
    expect(first).toMatch(/^NOT INTACT EQUIVOCATION/);
    expect(report.findings[0]).toMatchObject({ stream: openings(file)[0]?.stream, field: 'root' });
  });

  it('never makes an edited end look honest', async () => {
    const edited = died(unclosed.copy());
    edited.edit(-1, (frames) =>
      replaced(frames.filter(isLeaf).at(-2) as (typeof frames)[number], 'of thirty', 'of fourty'),
    );
    const { first } = await inherits(edited);
    expect(first).toMatch(/^NOT /);
  });
});
