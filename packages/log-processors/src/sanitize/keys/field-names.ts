import { isStrongPassword } from '../named/chosen-password.js';
import { PERSONAL_NAMES, type PersonalName } from '../named/personal-names.js';
import { copied } from './copied-name.js';
import { isEnvironmentKey, isRandomKey } from './environment-key.js';
import { FOREIGN_AMBIGUOUS_NAMES, FOREIGN_CODE_NAMES, FOREIGN_SECRET_NAMES } from './foreign-secret-words.js';
import { looksLikeCredential, type SecretKeyVerdict, secretKeyVerdict } from './secret-key.js';
import { AMBIGUOUS_NAMES, CODE_NAMES, SECRET_NAMES } from './secret-words.js';
import { splitWords } from './split-words.js';
import { type VendorField, vendorField } from './vendor-fields.js';

/** What is known about a field from its name alone. */
export interface FieldName {
  readonly secret: SecretKeyVerdict;
  /** Kinds of personal data that the name announces; the value decides. */
  readonly personal: readonly PersonalName[];
  /** A vendor's credential that has no prefix of its own: `ALGOLIA_KEY`. */
  readonly vendor: VendorField | undefined;
  /** An identifier, time, size or hash: long numbers are ordinary here. */
  readonly operational: boolean;
}

const REMEMBERED_NAMES = 4_096;
const LONGEST_NAME = 5;

/** Judges names once: applications use few, and an attacker's many only empty the memory, which is bounded. */
export class FieldNames {
  readonly #known = new Map<string, FieldName>();

  of(name: string): FieldName {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    if (this.#known.size >= REMEMBERED_NAMES) this.#known.clear();
    const judged = judgeName(name);
    const copy = copied(name);
    if (copy !== undefined) this.#known.set(copy, judged);
    return judged;
  }
}

const OPERATIONAL =
  /^(?:ids?|uuid|guid|uid|ts|timestamps?|time|times|nanos?|ns|ms|us|micros|millis|seq|sequence|offset|cursor|trace|span|traceparent|hash|sha\d*|md5|crc\d*|digest|checksum|commit|etag|revision|build|version|nonce|size|length|count|bytes|duration|elapsed|port|pid|tid|order|orders|ref|reference|invoice|tracking|serial|sku|ean|upc|isbn|gtin|barcode|job|batch|correlation|request|req|transaction|txn|tx|shipment|parcel|ticket|case|event|epoch|created|updated|date|at|index|key|block|height|gas|wei|mem|memory|heap|rss|counter|ticks|cycles|lag|balance|amount|total|long|snowflake|queue|partition|lsn|xid|oid|inode|address|addr|ptr|pointer|player|lobby|room|guild|match|server|instance|worker|node|host|vm|pod|segment|usage|used|limit|quota|xmin|xmax|xlog|wal|bigint|int|long|int8|int64|uint64|hashed|hashcode|slot|shard|term|generation|rev|watermark|position|pos|ttl|delay|latency|thread|process|row|rows|record|records|(?:tx|order|user|request|req|trace|span|msg|message|event|session|item|product|customer|account|job|task|parent|correlation|transaction|invoice|payment|ticket|thread|process|device|client|group|tenant|org|row|record|doc|object|file|batch|run|build|node|host|pod|container)ids?)$/;

function judgeName(name: string): FieldName {
  const words = name.length > 256 ? [] : splitWords(name);
  const personal = personalNames(words);
  return {
    secret: secretKeyVerdict(name),
    personal,
    vendor: credentialOf(name, words),
    operational: personal.length === 0 && words.some((word) => OPERATIONAL.test(word)),
  };
}

/** ASP.NET's `<machineKey validationKey="…"/>` is hexadecimal; other programs call a message of a form so. */
const VALIDATION_KEY = /(?:^| )validation key$/;
const OF_MACHINE: VendorField = {
  rule: 'named-secret',
  accepts: (value) => /^[0-9A-F]{40,128}(?:,IsolateApps)?$/i.test(value),
};

/** Of digits, as other codes, or a password. */
const PASSCODE = /(?:^| )pass ?code$/;
const OF_PASSCODE: VendorField = { rule: 'named-secret', accepts: isStrongPassword };

/** `cmdstat_auth:calls=412,usec=…`: Redis counts how often a command was called, and writes nothing else under this name. */
const COUNTS_OF_COMMAND = /(?:^| )cmdstat auth$/;
const OF_COMMAND: VendorField = {
  rule: 'named-secret',
  accepts: (value) => looksLikeCredential(value) && !/^calls=\d{1,20}(?:,|$)/.test(value),
};

/** What a vendor's credential looks like, or else that of a key that only its environment knows. */
function credentialOf(name: string, words: readonly string[]): VendorField | undefined {
  const spoken = words.join(' ');
  if (COUNTS_OF_COMMAND.test(spoken)) return OF_COMMAND;
  const vendor = VALIDATION_KEY.test(spoken) ? OF_MACHINE : PASSCODE.test(spoken) ? OF_PASSCODE : vendorField(words);
  if (!isEnvironmentKey(name)) return vendor;
  return vendor === undefined
    ? { rule: 'named-secret', accepts: isRandomKey }
    : { rule: vendor.rule, accepts: (value) => vendor.accepts(value) || isRandomKey(value) };
}

const personalByName = new Map<string, PersonalName[]>();
for (const entry of PERSONAL_NAMES) {
  for (const name of entry.names) personalByName.set(name, [...(personalByName.get(name) ?? []), entry]);
}
/** Every two neighbours in a name of several words: `session id`, `partita iva`. */
const NEIGHBOURS = new Set(
  [
    ...[...SECRET_NAMES, ...AMBIGUOUS_NAMES, ...CODE_NAMES, ...PERSONAL_NAMES.flatMap(({ names }) => names)].map(
      (name) => name.split(' '),
    ),
    ...[...FOREIGN_SECRET_NAMES, ...FOREIGN_AMBIGUOUS_NAMES, ...FOREIGN_CODE_NAMES].map(splitWords),
  ].flatMap((words) => {
    return words.slice(1).map((word, at) => `${words[at]} ${word}`);
  }),
);

/** May the second word, behind the first and a space, still belong to a name? */
export function mayGoOn(word: string, next: string): boolean {
  return NEIGHBOURS.has(`${word} ${next}`);
}

const TRAILING =
  /^(?:\d+|value|raw|number|no|nr|num|id|str|string|text|input|new|old|primary|secondary|home|work|masked|plain|hash)$/;

/** `Personalausweisnummer`, `cpfNr` without a hump: some languages write the last word without a space. */
const GLUED_NUMBER = /(?<=.{3})(?:nummer|number|nr)$/;

function personalNames(words: readonly string[]): readonly PersonalName[] {
  const known = knownPersonalNames(words);
  const last = words.at(-1) ?? '';
  return known.length > 0 || !GLUED_NUMBER.test(last)
    ? known
    : knownPersonalNames([...words.slice(0, -1), last.replace(GLUED_NUMBER, '')]);
}

function knownPersonalNames(words: readonly string[]): readonly PersonalName[] {
  for (let end = words.length; end > 0; end--) {
    for (let count = Math.min(end, LONGEST_NAME); count > 0; count--) {
      const entries = personalByName.get(words.slice(end - count, end).join(' '));
      if (entries !== undefined) return entries;
    }
    if (!TRAILING.test(words[end - 1] as string)) break;
  }
  return [];
}
