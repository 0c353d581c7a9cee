import { appendFileSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counted, scale, scaled, seed } from '../../../../test/long/scale.js';
import { ephemeralSigner } from '../../src/index.js';
import { FRAME_PLACE } from '../../src/spool/frame.js';
import { HEADER_BYTES } from '../../src/spool/segment.js';
import { type Recovery, recovered } from './recovery.js';
import { SeededChoices } from './seeded-choices.js';
import { isCheckpoint, isLeaf, leafAt, replaced, StoredSpool } from './stored-spool.js';

const PROTOCOLS = ['http/json', 'http/protobuf'] as const;
const closed = new Map<string, StoredSpool>();
const crashed = new Map<string, StoredSpool>();
const others = new Map<string, StoredSpool>();
const foreign = new Map<string, StoredSpool>();

beforeAll(async () => {
  for (const protocol of PROTOCOLS) {
    closed.set(protocol, await StoredSpool.left({ closed: true, protocol }));
    crashed.set(protocol, await StoredSpool.left({ closed: false, protocol }));
    others.set(protocol, await StoredSpool.left({ closed: true, protocol }));
    foreign.set(protocol, await StoredSpool.left({ closed: true, protocol }, ephemeralSigner()));
  }
});

afterAll(() => {
  for (const spool of [closed, crashed, others, foreign].flatMap((each) => [...each.values()]))
    rmSync(join(spool.directory, '..'), { recursive: true });
});

/** What the next process and then an auditor make of an edited copy. */
async function afterEditing(
  original: StoredSpool,
  edit: (spool: StoredSpool) => void,
  look: (file: string) => void = () => {},
): Promise<Recovery> {
  const spool = original.copy();
  edit(spool);
  counted('spool tamperings', 1);
  const file = join(spool.directory, '..', 'received.jsonl');
  const recovery = await recovered(spool.directory, file);
  look(file);
  rmSync(join(spool.directory, '..'), { recursive: true });
  return recovery;
}

/** The close leaf is the 32nd: open, 30 records, close. Records are numbered from 2. */
const EDITS: readonly (readonly [
  what: string,
  verdict: RegExp,
  edit: (spool: StoredSpool, protocol: string) => void,
])[] = [
  ['nothing', /^INTACT/, () => {}],
  [
    'what a record shows',
    /^NOT INTACT DISPLAY_MISMATCH \w{32} #4 body/,
    (spool) => spool.edit(0, (frames) => replaced(leafAt(frames, 3), 'login 3 of', 'login 9 of', 'first')),
  ],
  [
    'what a record signs',
    /^NOT INTACT (MODIFIED|DISPLAY_MISMATCH) \w{32} #4 /,
    (spool) => spool.edit(0, (frames) => replaced(leafAt(frames, 3), 'login 3 of', 'login 9 of', 'last')),
  ],
  [
    'both of them',
    /^NOT INTACT MODIFIED \w{32} #4 /,
    (spool) => spool.edit(0, (frames) => replaced(leafAt(frames, 3), 'login 3 of', 'login 9 of')),
  ],
  [
    'whose records they are',
    /^NOT INTACT DISPLAY_MISMATCH \w{32} #\d+ service\.name/,
    (spool) =>
      spool.edit(0, (frames) => {
        for (const place of frames.filter(({ type }) => type === FRAME_PLACE)) replaced(place, 'shop', 'spoh', 'first');
      }),
  ],
  [
    'one record away',
    /^NOT INTACT MISSING \w{32} #5 /,
    (spool) => spool.edit(0, (frames) => frames.splice(frames.indexOf(leafAt(frames, 4)), 1)),
  ],
  [
    'three adjacent records away',
    /^NOT INTACT MISSING \w{32} #3–5 /,
    (spool) => spool.edit(0, (frames) => frames.splice(frames.indexOf(leafAt(frames, 2)), 3)),
  ],
  [
    'the opening record away',
    /^NOT INTACT MISSING \w{32} #1 |^NOT PROVEN (UNTRUSTED|UNANCHORED|UNCLOSED)/,
    (spool) => spool.edit(0, (frames) => frames.splice(frames.indexOf(leafAt(frames, 0)), 1)),
  ],
  [
    'the closing record away',
    /^NOT INTACT MISSING \w{32} #32 /,
    (spool) => spool.edit(-1, (frames) => frames.splice(frames.indexOf(leafAt(frames, -1)), 1)),
  ],
  [
    'the closing record and its checkpoint away',
    /^NOT PROVEN (UNPROMISED_TAIL|UNANCHORED|UNCLOSED)/,
    (spool) => spool.edit(-1, (frames) => frames.splice(frames.indexOf(leafAt(frames, -1)))),
  ],
  [
    'the last checkpoint away',
    /^NOT PROVEN (UNPROMISED_TAIL|UNANCHORED|UNCLOSED)/,
    (spool) => spool.edit(-1, (frames) => frames.splice(frames.findLastIndex(isCheckpoint), 1)),
  ],
  [
    'an earlier checkpoint in the place of the last one',
    /^NOT PROVEN (UNPROMISED_TAIL|UNANCHORED|UNCLOSED)/,
    (spool) => {
      const earlier = spool.framesOf(0).find(isCheckpoint);
      spool.edit(-1, (frames) => frames.splice(frames.findLastIndex(isCheckpoint), 1, earlier as never));
    },
  ],
  [
    'a size in a checkpoint',
    /^NOT INTACT (MODIFIED|DISPLAY_MISMATCH) \w{32} #/,
    (spool) =>
      spool.edit(0, (frames) => {
        const checkpoint = frames.find(isCheckpoint) as never;
        replaced(checkpoint, 'u000a10', 'u000a11', 'first');
      }),
  ],
  [
    'a second record of the same number in',
    /^NOT INTACT INSERTED \w{32} #4 /,
    (spool) =>
      spool.edit(0, (frames) => {
        const forged = { ...leafAt(frames, 3) };
        replaced(forged, 'login 3 of', 'login 9 of');
        frames.splice(frames.indexOf(leafAt(frames, 3)), 0, forged);
      }),
  ],
  ['a copy of a record in', /^INTACT/, (spool) => spool.edit(0, (frames) => frames.push({ ...leafAt(frames, 3) }))],
  [
    'two records into the places of each other, by number',
    /^NOT INTACT MODIFIED \w{32} #4 /,
    (spool) =>
      spool.edit(0, (frames) => {
        replaced(leafAt(frames, 3), 'login 3 of', 'login 4 of');
        replaced(leafAt(frames, 4), 'login 4 of', 'login 3 of');
      }),
  ],
  [
    'the order of all records of a segment',
    /^INTACT/,
    (spool) =>
      spool.edit(0, (frames) => {
        frames.reverse();
        frames.sort((a, b) => Number(b.type === FRAME_PLACE) - Number(a.type === FRAME_PLACE));
      }),
  ],
  [
    'two segments into the places of each other',
    /^INTACT/,
    (spool) => {
      const [first = '', second = ''] = spool.segments;
      renameSync(first, `${first}-`);
      renameSync(second, first);
      renameSync(`${first}-`, second);
    },
  ],
  ['the first segment away', /^NOT INTACT|^NOT PROVEN/, (spool) => spool.remove(0)],
  ['a segment in the middle away', /^NOT INTACT MISSING \w{32} #\d+–\d+ /, (spool) => spool.remove(1)],
  ['the last segment away', /^NOT PROVEN (UNPROMISED_TAIL|UNANCHORED|UNCLOSED)/, (spool) => spool.remove(-1)],
  [
    'how far a segment is delivered, so that it never will be',
    /^NOT INTACT MISSING \w{32} #\d+–\d+ /,
    (spool) => {
      const [, middle = ''] = spool.segments;
      const end = Buffer.alloc(8);
      end.writeBigUInt64LE(BigInt(statSync(middle).size));
      writeFileSync(`${middle}.ack`, end);
    },
  ],
  [
    'records of another spool in',
    /^NOT INTACT|^NOT PROVEN/,
    (spool, protocol) =>
      spool.edit(1, (frames) =>
        frames.push(...(others.get(protocol) as StoredSpool).framesOf(1).filter(isLeaf).slice(0, 3)),
      ),
  ],
  [
    'a segment of somebody with another root key in',
    /^NOT INTACT|^NOT PROVEN UNTRUSTED/,
    (spool, protocol) => {
      const theirs = (foreign.get(protocol) as StoredSpool).segments[0] as string;
      writeFileSync(join(spool.segments[0] as string, '..', '00000009.seg'), readFileSync(theirs), { mode: 0o600 });
    },
  ],
  [
    'bytes of a frame, its checksum left as it was',
    /^NOT INTACT MISSING \w{32} #\d+–\d+ /,
    (spool) => {
      const [first = ''] = spool.segments;
      const bytes = readFileSync(first);
      bytes[bytes.indexOf('login 3 of')] = 0x4c;
      writeFileSync(first, bytes);
    },
  ],
  [
    'rubbish behind the last segment in',
    /^INTACT/,
    (spool) => appendFileSync(spool.segments.at(-1) as string, 'rubbish'),
  ],
  [
    'the encoding in the header',
    /^NOT INTACT|^NOT PROVEN/,
    (spool) => {
      const [first = ''] = spool.segments;
      const bytes = readFileSync(first);
      bytes[15] = 3 - (bytes[15] as number);
      writeFileSync(first, bytes);
    },
  ],
];

describe.each(PROTOCOLS)('a spool in %s, edited between two runs', (protocol) => {
  it.each(EDITS)('(%s) is never sealed as honest', async (what, verdict, edit) => {
    const { first, report } = await afterEditing(closed.get(protocol) as StoredSpool, (spool) => edit(spool, protocol));
    expect(first, what).toMatch(verdict);
    if (verdict.test('NOT INTACT ')) expect(report.exitCode).not.toBe(0);
  });
});

describe.each(PROTOCOLS)('a spool in %s that a killed process left', (protocol) => {
  const spoolOf = (): StoredSpool => crashed.get(protocol) as StoredSpool;

  it('holds records that no checkpoint covers: they are delivered, and not called proven', async () => {
    const { first, numbers, report } = await afterEditing(spoolOf(), () => {});
    expect([first.slice(0, 10), numbers.size]).toEqual(['NOT PROVEN', 30]);
    expect(report.conditions.map(({ condition, sequence }) => `${condition} ${sequence}`)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(UNPROMISED_TAIL|UNANCHORED) 29–31$/)]),
    );
  });

  it('and in which such a record is changed is not called proven either', async () => {
    const { report } = await afterEditing(spoolOf(), (spool) =>
      spool.edit(-1, (frames) => replaced(leafAt(frames, -1), 'login 30 of', 'login 31 of')),
    );
    expect(report.exitCode).not.toBe(0);
  });

  it('and in which a covered record is changed is tampered with, there', async () => {
    const { first } = await afterEditing(spoolOf(), (spool) =>
      spool.edit(0, (frames) => replaced(leafAt(frames, 3), 'login 3 of', 'login 9 of')),
    );
    expect(first).toMatch(/^NOT INTACT MODIFIED \w{32} #4 /);
  });
});

describe('a spool that is cut off', () => {
  it('anywhere is INTACT only where no record was in what is gone', { timeout: 300_000 * scale }, async () => {
    const choices = new SeededChoices(seed);
    for (let round = 0; round < scaled(25); round += 1) {
      const original = closed.get(choices.of(PROTOCOLS)) as StoredSpool;
      const segment = choices.below(original.segments.length);
      const size = statSync(original.segments[segment] as string).size;
      const length = choices.below(4) === 0 ? choices.below(HEADER_BYTES + 1) : choices.below(size);
      const { report, first, numbers } = await afterEditing(original, (spool) =>
        truncateSync(spool.segments[segment] as string, length),
      );
      const context = `seed ${seed}: segment ${segment} cut to ${length}: ${first}`;
      if (report.exitCode === 0) expect(numbers.size, context).toBe(30); // a checkpoint that a later one makes up for
    }
  });
});

/** Of one stream, what a store shows and a seal covers: all but the time of observation. */
function shownOf(file: string, stream: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const requests = lines.map(
    (line) => JSON.parse(line) as { resourceLogs: { scopeLogs: { logRecords: object[] }[] }[] },
  );
  return requests
    .flatMap(({ resourceLogs }) =>
      resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords)),
    )
    .map((record) => JSON.stringify({ ...record, observedTimeUnixNano: undefined }))
    .filter((text) => text.includes(`"audit.sequence.stream_id","value":{"stringValue":"${stream}"}`)); // an heir names it, too
}

describe('a byte of a leaf that is changed, its checksum recomputed', () => {
  it('never makes a record that shows something else and is INTACT', { timeout: 300_000 * scale }, async () => {
    const choices = new SeededChoices(seed);
    const honest = new Map<string, ReadonlySet<string>>();
    for (let round = 0; round < scaled(12); round += 1) {
      const protocol = choices.of(PROTOCOLS);
      const original = closed.get(protocol) as StoredSpool;
      const stream = /[0-9a-f]{32}/.exec(leafAt(original.framesOf(0), 1).content.toString('latin1'))?.[0] ?? '-';
      const shown = async (edit: (spool: StoredSpool) => void) => {
        let texts: string[] = [];
        const { report } = await afterEditing(original, edit, (file) => {
          texts = shownOf(file, stream);
        });
        return { texts, isIntact: report.exitCode === 0 };
      };
      if (!honest.has(protocol)) honest.set(protocol, new Set((await shown(() => {})).texts));
      const { texts, isIntact } = await shown((spool) =>
        spool.edit(choices.below(spool.segments.length), (frames) => {
          const leaf = choices.of(frames.filter(isLeaf));
          const at = choices.below(leaf.content.length);
          leaf.content[at] = (leaf.content[at] as number) ^ (1 << choices.below(8));
        }),
      );
      if (isIntact)
        expect([...(honest.get(protocol) ?? [])], `seed ${seed}, round ${round}`).toEqual(
          expect.arrayContaining(texts),
        );
    }
  });
});
