import { describe, expect, it } from 'vitest';
import { Additions } from '../../src/display/additions.js';
import { FileDisplay } from '../../src/display/file.js';
import { UnsignedNames } from '../../src/display/unsigned-names.js';
import { leafHashOfText } from '../../src/leaf.js';
import { LinePath } from '../../src/lines/line-path.js';
import { readPayload } from '../../src/sealed-payload.js';
import { storedRecords } from '../../src/stored-record.js';
import { payloadOf } from '../judged.js';
import { at, loginFailure, open, resourceOf, toLogRecord } from '../sealed-streams.js';

/** As the verifier's own: nothing for what is no JSON. */
function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

const display = () => new FileDisplay(new UnsignedNames([]), new Additions());

/** Two records alike for each, and a third that differs in the length of every value. */
const KINDS = {
  logins: loginFailure,
  'all that patterns know': (n: number) => ({
    ...loginFailure(n),
    body: { said: `naïve ${n}`, list: [n, n + 1] },
    attributes: { yes: n > 1, count: -n * 99, text: 'é'.repeat(n), list: ['a', `b${n}`], map: { k: `v"${n}`, n } },
  }),
  'nothing but a name': (n: number) => ({ eventName: 'security.x', severityNumber: 9, attributes: { n } }),
};

function linesOf(kind: keyof typeof KINDS): readonly string[] {
  const sealer = open();
  return [1, 2, 3].map((n) => {
    const logRecords = [toLogRecord(sealer.seal(KINDS[kind](n), at(n * 10)))];
    const scopeLogs = [{ scope: { name: 'x' }, logRecords }];
    return JSON.stringify({ resourceLogs: [{ resource: { attributes: resourceOf() }, scopeLogs }] });
  });
}

/** What the full reading says of each record of a line: its leaf, if it is one that is shown as it was signed. */
function inFull(line: string): unknown[] {
  return [...storedRecords(JSON.parse(line), 'x')].map((record) => {
    const payload = payloadOf(record);
    const leaf = readPayload(payload);
    if (leaf.kind === 'checkpoint' || leaf.kind === 'tile') throw new Error('no leaf');
    const mismatch = display().ofLeaf(leaf, payload, record);
    if (mismatch !== undefined) throw new Error(mismatch.field);
    const { stream, retention, sequence, time, eventTime, identity } = leaf;
    return { stream, identity, retention, sequence, time, eventTime, hash: leafHashOfText(payload) };
  });
}

/** Every text that differs from a line in one place. */
function* changesOf(line: string): Generator<string> {
  for (let place = 0; place < line.length; place += 1) {
    const [before, here, after] = [line.slice(0, place), line.charAt(place), line.slice(place + 1)];
    yield before + after;
    yield `${before}${here}${here}${after}`;
    yield `${before} ${here}${after}`;
    for (const other of ['0', '1', 'a', '"', '\\', ',']) if (other !== here) yield before + other + after;
  }
}

describe.each(Object.keys(KINDS) as (keyof typeof KINDS)[])('lines of %s', (kind) => {
  const [first, second, third] = linesOf(kind) as [string, string, string];
  const path = new LinePath(display(), parse);
  path.learn(JSON.parse(first));
  const plain = (line: string) => {
    const examined = path.examine(Buffer.from(line), 'x');
    return examined?.every((one) => 'hash' in one) === true ? examined.map(({ prev: _, ...leaf }) => leaf) : undefined;
  };

  it('are told by their text, with the leaves that the full reading finds', () => {
    for (const line of [first, second, third]) expect(plain(line)).toEqual(inFull(line));
  });

  it('that differ in any one character are told by their text only if they are as honest', () => {
    let told = 0;
    for (const changed of changesOf(second)) {
      const leaves = plain(changed);
      if (leaves === undefined) continue;
      expect(inFull(changed), changed).toEqual(leaves);
      told += 1;
    }
    expect(told).toBeGreaterThan(0); // such as another observed time
  });

  it('with something more in them are read in full', () => {
    const more = '{"key":"more","value":{"stringValue":"x"}}';
    const behind = second.replace('"attributes":[{"key":"', `"attributes":[${more},{"key":"`);
    const inRecord = second.replace(/("attributes":\[)(?!.*"attributes":\[)/, `$1${more},`);
    for (const line of [behind, inRecord, second.replace('"logRecords":[', '"logRecords":[{},')]) {
      expect(line).not.toBe(second);
      expect(plain(line)).toBeUndefined();
    }
  });

  it('are not learnt from one that is not shown as it was signed', () => {
    const forged = first
      .replace('"severityText":"WARN"', '"severityText":"INFO"')
      .replace('"severityNumber":9', '"severityNumber":10');
    expect(forged).not.toBe(first);
    const misled = new LinePath(display(), parse);
    const isTold = (line: string) => misled.examine(Buffer.from(line), 'x')?.every((one) => 'hash' in one) ?? false;
    misled.learn(JSON.parse(forged));
    expect([isTold(forged), isTold(forged), isTold(second)]).toEqual([false, false, false]);
    expect([isTold(third), isTold(forged)]).toEqual([true, false]); // the second one was honest, and is learnt from
  });
});

describe('two groups of records in one line', () => {
  const [first, second, third] = linesOf('logins') as [string, string, string];
  const groupOf = (line: string): string => line.slice('{"resourceLogs":['.length, -2);
  const joined = (...groups: string[]) => `{"resourceLogs":[${groups.join(',')}]}`;

  it('are told by their text, each in its place', () => {
    const path = new LinePath(display(), parse);
    path.learn(JSON.parse(first));
    const examined = path.examine(Buffer.from(joined(groupOf(second), groupOf(third))), 'x');
    expect(examined?.map((one) => ('hash' in one ? one.sequence : undefined))).toEqual([3, 4]);
  });

  it('are not, when one has another resource, scope or end', () => {
    const path = new LinePath(display(), parse);
    path.learn(JSON.parse(first));
    for (const other of [
      groupOf(third).replace('"web-1"', '"web-2"'),
      groupOf(third).replace('"name":"x"', '"name":"y"'),
      groupOf(third).replace(/\]\}\]\}$/, '],"schemaUrl":"s"}]}'),
      groupOf(third).replace(/\]\}\]\}$/, ']}],"schemaUrl":"s"}'),
    ]) {
      expect(other).not.toBe(groupOf(third));
      expect(path.examine(Buffer.from(joined(groupOf(second), other)), 'x')).toBeUndefined();
    }
  });
});
