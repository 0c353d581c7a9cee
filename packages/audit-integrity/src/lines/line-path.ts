import { attributesIn, type FileDisplay } from '../display/file.js';
import { binaryOfHash } from '../hash-bytes.js';
import { leafHashOfText, MAX_PAYLOAD_LENGTH } from '../leaf.js';
import type { BinaryHash } from '../merkle-tree.js';
import { readPayload } from '../sealed-payload.js';
import { PAYLOAD_ATTRIBUTE } from '../sealed-record.js';
import { type StoredLogRecord, type StoredRecord, storedRecords } from '../stored-record.js';
import type { StreamIdentity } from '../stream-identity.js';
import { endOfObject } from './end-of-object.js';
import { LineWindow } from './line-window.js';
import { type Filled, type RecordPattern, recordPattern } from './record-pattern.js';
import { canonicalOf } from './shown-text.js';

/**
 * A leaf of which everything is known to be in order but its place in the stream.
 */
export interface PlainLeaf {
  readonly stream: string;
  readonly identity: StreamIdentity;
  readonly retention: string;
  readonly sequence: number;
  readonly hash: BinaryHash;
  readonly prev: BinaryHash;
  readonly time: string;
  readonly eventTime: string;
}

/**
 * What a line holds, in order.
 */
export type ExaminedLine = readonly (PlainLeaf | StoredRecord)[];

/** Reads one JSON text in full, or says by undefined that it must not be read so. */
export type ParseJson = (bytes: Uint8Array) => unknown;

/** The bytes in front of the members of a list and behind them. */
interface Around {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** Records under one resource and scope, and the patterns of those that were met there. */
interface KnownScope extends Around {
  readonly resource: StoredRecord['resource'];
  readonly scopeName: string;
  readonly scope: StoredRecord['scope'];
  readonly patterns: RecordPattern[];
}

interface KnownResource extends Around {
  readonly resource: StoredRecord['resource'];
  readonly scopes: KnownScope[];
}

/** Resources, and scopes of each, that are remembered. */
const MAX_KNOWN = 64;
const MAX_PATTERNS = 48;
/** Records of one scope in one line that look like known ones; what comes behind them is learnt when it comes again. */
const ENOUGH_ALIKE = 32;
/** Characters of all patterns together: a log of long records that all differ must not fill the memory with them. */
const MAX_PATTERN_LENGTH = 16 * 1024 * 1024;
const START = Buffer.from('{"resourceLogs":[');
const END = Buffer.from(']}');

/**
 * Reads lines of OTLP/JSON whose records look like ones that were verified before: by their text alone, without parsing
 * them. Whatever looks otherwise is left to the full reading; the result is the same either way.
 */
export class LinePath {
  readonly #display: FileDisplay;
  readonly #parse: ParseJson;
  readonly #known: KnownResource[] = [];
  #hits = 0;
  #misses = 0;
  #patternLength = 0;
  readonly #maxPatternLength: number;

  constructor(display: FileDisplay, parse: ParseJson, maxPatternLength: number = MAX_PATTERN_LENGTH) {
    this.#maxPatternLength = maxPatternLength;
    this.#display = display;
    this.#parse = parse;
  }

  /** Reads a line, or leaves it. */
  examine(given: Uint8Array, place: string): ExaminedLine | undefined {
    if (this.#known.length === 0 || this.#isUseless()) return undefined;
    const line = new LineWindow(Buffer.from(given.buffer, given.byteOffset, given.byteLength));
    if (!line.hasAt(START, 0)) return undefined;
    const taken: (PlainLeaf | StoredRecord)[] = [];
    const reading = { line, place, taken };
    const at = each(line, START.length, (from) => {
      const resource = this.#known.find(({ before }) => line.hasAt(before, from));
      if (resource === undefined) return -1;
      const end = each(line, from + resource.before.length, (at_) => this.#scope(reading, at_, resource));
      return end >= 0 && line.hasAt(resource.after, end) ? end + resource.after.length : -1;
    });
    return at === given.length - END.length && line.hasAt(END, at) ? taken : undefined;
  }

  #scope(reading: Reading, from: number, { scopes }: KnownResource): number {
    const { line } = reading;
    const scope = scopes.find(({ before }) => line.hasAt(before, from));
    if (scope === undefined) return -1;
    const end = each(line, from + scope.before.length, (at) => {
      const plain = this.#plain(reading, at, scope.patterns);
      return plain > 0 ? plain : this.#inFull(reading, at, scope);
    });
    return end >= 0 && line.hasAt(scope.after, end) ? end + scope.after.length : -1;
  }

  #plain({ line, taken }: Reading, at: number, patterns: RecordPattern[]): number {
    do {
      for (let index = 0; index < patterns.length; index += 1) {
        const known = patterns[index] as RecordPattern;
        known.pattern.lastIndex = at - line.start;
        const found = known.pattern.exec(line.text);
        const leaf = found === null ? undefined : leafOf(known, found);
        if (leaf === undefined) continue;
        taken.push(leaf);
        if (index > 0) {
          patterns.splice(index, 1);
          patterns.unshift(known);
        }
        this.#hits += 1;
        return line.start + known.pattern.lastIndex;
      }
    } while (line.moveTo(at)); // perhaps the record only went on behind the piece that was seen
    this.#misses += 1;
    return -1;
  }

  #inFull({ line, place, taken }: Reading, at: number, known: KnownScope): number {
    const { resource, scopeName, scope, patterns } = known;
    const end = endOfObject(line.bytes, at);
    const value = end < 0 ? undefined : this.#parse(line.bytes.subarray(at, end));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return -1;
    const record = { place, logRecord: value as StoredLogRecord, resource, scopeName, scope };
    taken.push(record);
    this.#learnRecord(record, patterns);
    return end;
  }

  /** Remembers what a line that was read in full looks like. */
  learn(request: unknown): void {
    if (this.#isUseless()) return;
    for (const { resource, scopes } of resourcesOf(request)) {
      const known = remembered(this.#known, resource);
      if (known === undefined) return;
      for (const { scope, records } of scopes) {
        const within = remembered(known.scopes, { ...scope, resource: known.resource });
        if (within === undefined) continue;
        let alike = 0;
        for (const logRecord of records) {
          const { scopeName } = within;
          const record = { place: '', logRecord, resource: known.resource, scopeName, scope: within.scope };
          if (!this.#looksKnown(record, within.patterns)) this.#learnRecord(record, within.patterns);
          else if (++alike === ENOUGH_ALIKE) break;
        }
      }
    }
  }

  #looksKnown({ logRecord }: StoredRecord, patterns: readonly RecordPattern[]): boolean {
    if (patterns.length === 0) return false;
    if (patterns.length >= MAX_PATTERNS) return true;
    const text = JSON.stringify(logRecord);
    return patterns.some(({ pattern }) => {
      pattern.lastIndex = 0;
      return pattern.test(text);
    });
  }

  #learnRecord(record: StoredRecord, patterns: RecordPattern[]): void {
    if (patterns.length >= MAX_PATTERNS) return;
    const text = attributesIn(record.logRecord).find((attribute) => attribute?.key === PAYLOAD_ATTRIBUTE)?.value
      ?.stringValue;
    if (typeof text !== 'string' || !text.startsWith('{"attributes":')) return;
    const leaf = readIfLeaf(text);
    if (leaf === undefined || !this.#display.isPlainly(leaf, text, record)) return;
    const learnt = recordPattern(record.logRecord, leaf);
    if (learnt === undefined || this.#patternLength + learnt.pattern.source.length > this.#maxPatternLength) return;
    this.#patternLength += learnt.pattern.source.length;
    patterns.push(learnt);
  }

  /** Records that differ too much from each other would only be tried in vain. */
  #isUseless(): boolean {
    return this.#misses > 2_000 && this.#misses > this.#hits;
  }
}

const COMMA = ','.charCodeAt(0);

function readIfLeaf(text: string) {
  try {
    const payload = readPayload(text);
    return payload.kind === 'checkpoint' || payload.kind === 'tile' ? undefined : payload;
  } catch {
    return undefined; // the full reading has said what is wrong with it
  }
}

function leafOf(known: RecordPattern, found: RegExpExecArray): PlainLeaf | undefined {
  const { fixed, filled } = known;
  let text = fixed[0] as string;
  for (let index = 0; index < filled.length; index += 1) {
    const part = filled[index] as Filled;
    const value =
      typeof part === 'number' ? found[part] : canonicalOf(found[part.shown] ?? '', found[part.signed] ?? '');
    if (value === undefined) return undefined;
    text += value;
    text += fixed[index + 1] as string;
  }
  if (text.length > MAX_PAYLOAD_LENGTH) return undefined;
  const prev = binaryOfHash(found[known.prev] as string);
  const { stream, identity, retention } = known;
  const sequence = Number(found[known.sequence]);
  const [time, eventTime] = [found[known.time] as string, found[known.eventTime] as string];
  return { stream, identity, retention, sequence, hash: leafHashOfText(text), prev, time, eventTime };
}

interface Reading {
  readonly line: LineWindow;
  readonly place: string;
  readonly taken: (PlainLeaf | StoredRecord)[];
}

/** Reads members of a JSON list, one after the other; where the last one ends, or -1 when one cannot be read. */
function each(line: LineWindow, from: number, read: (at: number) => number): number {
  for (let at = from; ; at += 1) {
    at = read(at);
    if (at < 0 || line.bytes[at] !== COMMA) return at;
  }
}

/** The one of a list that has the same text around it, added if there is none and room. */
function remembered<T extends Around>(list: T[], one: T): T | undefined {
  const known = list.find(({ before, after }) => isEqual(before, one.before) && isEqual(after, one.after));
  if (known !== undefined) return known;
  if (list.length >= MAX_KNOWN) return undefined;
  list.push(one);
  return one;
}

interface ReadScope {
  readonly scope: KnownScope;
  readonly records: readonly StoredLogRecord[];
}

/** Resources and scopes with the text that `JSON.stringify` makes of them, without the records. */
function* resourcesOf(request: unknown): Generator<{ resource: KnownResource; scopes: readonly ReadScope[] }> {
  const { resourceLogs, ...more } = (request ?? {}) as { readonly resourceLogs?: unknown };
  if (!Array.isArray(resourceLogs) || Object.keys(more).length > 0) return;
  for (const one of resourceLogs.slice(0, MAX_KNOWN)) {
    const scopeLogs: unknown = one?.scopeLogs;
    const around = textAround(Array.isArray(scopeLogs) ? { ...one, scopeLogs: [MARK] } : undefined);
    if (around === undefined) continue;
    const scopes: ReadScope[] = [];
    let resource: StoredRecord['resource'] = [];
    for (const part of (scopeLogs as readonly unknown[]).slice(0, MAX_KNOWN)) {
      const { logRecords } = (part ?? {}) as { readonly logRecords?: unknown };
      const text = textAround(Array.isArray(logRecords) ? { ...(part as object), logRecords: [MARK] } : undefined);
      // with a record of our own: a group that has none says nothing about its resource and scope otherwise
      const populated = { ...one, scopeLogs: [{ ...(part as object), logRecords: [{}] }] };
      const [first] = storedRecords({ resourceLogs: [populated] }, '');
      if (text === undefined || first === undefined) continue;
      resource = first.resource;
      const { scope, scopeName } = first;
      const records = (logRecords as readonly unknown[]).filter(
        (record) => typeof record === 'object' && record !== null,
      );
      scopes.push({
        scope: { ...text, resource, scopeName, scope, patterns: [] },
        records: records as StoredLogRecord[],
      });
    }
    if (scopes.length > 0) yield { resource: { ...around, resource, scopes: [] }, scopes };
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function textAround(marked: object | undefined): Around | undefined {
  const text = marked === undefined ? '' : JSON.stringify(marked);
  const [before, after, ...others] = text.split(`"${MARK}"`);
  return before === undefined || after === undefined || others.length > 0 || !isAscii(text)
    ? undefined
    : { before: Buffer.from(before), after: Buffer.from(after) };
}

const MARK = 'otelseal:records';

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
