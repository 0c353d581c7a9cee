import { IntegrityError, parseTrust, parseVkey, parseWitnessVkey } from '@otelseal/audit-integrity';

import { usageError } from '../cli-error.js';
import { quoted } from '../output/escape-for-terminal.js';

/** An entry under `roots` or `witnesses`, as the file has it. */
export type TrustEntry = Readonly<Record<string, unknown>> & { readonly vkey: string };

interface TrustContent {
  readonly version: 1;
  readonly roots: readonly TrustEntry[];
  readonly witnesses?: readonly TrustEntry[];
  readonly expectedServices?: readonly string[];
}

/** Which of the two lists. */
export type TrustList = 'roots' | 'witnesses';

/**
 * The content of a trust file, to be changed step by step. Each step returns a new one; what a verifier would refuse is
 * refused here, and so is whatever would make somebody believe more than before without saying so.
 */
export class TrustEditor {
  readonly #content: TrustContent;

  private constructor(content: TrustContent) {
    this.#content = content;
  }

  /** @throws {CliError} `ERR_USAGE` */
  static read(json: string): TrustEditor {
    checked(json);
    return new TrustEditor(JSON.parse(json) as TrustContent);
  }

  text(): string {
    return `${JSON.stringify(this.#content, undefined, 2)}\n`;
  }

  /** The entry with this vkey or key id. */
  entry(list: TrustList, key: string): TrustEntry {
    const found = (this.#content[list] ?? []).filter(({ vkey }) => vkey === key || vkey.split('+')[1] === key);
    const [entry] = found;
    if (entry === undefined) throw usageError(`The trust file has no ${nounOf(list)} ${quoted(key)}.`);
    if (found.length > 1)
      throw usageError(`The trust file has several ${list} with the id ${quoted(key)}; give the vkey.`);
    return entry;
  }

  /** A key that is there already is refused: its entry would silently mean something else. */
  add(list: TrustList, entry: TrustEntry): TrustEditor {
    const entries = this.#content[list] ?? [];
    if (entries.some(({ vkey }) => vkey === entry.vkey)) {
      throw usageError(`The trust file has the ${nounOf(list)} ${quoted(entry.vkey)} already.`);
    }
    return this.#with(list, [...entries, entry]);
  }

  /** Sets the end of a key's validity, or since when it may be in other hands. An end that is there can only come nearer. */
  limit(list: TrustList, key: string, member: 'notAfter' | 'compromisedAfter', time: string): TrustEditor {
    const entry = this.entry(list, key);
    const before = entry[member];
    if (typeof before === 'string' && Date.parse(time) > Date.parse(before)) {
      throw usageError(`${member} of ${quoted(entry.vkey)} is ${before} already; a later time would undo that.`);
    }
    const changed = { ...entry, [member]: time };
    return this.#with(
      list,
      (this.#content[list] ?? []).map((one) => (one === entry ? changed : one)),
    );
  }

  #with(list: TrustList, entries: readonly TrustEntry[]): TrustEditor {
    const edited = new TrustEditor({ ...this.#content, [list]: entries });
    checked(edited.text());
    return edited;
  }
}

function nounOf(list: TrustList): string {
  return list === 'roots' ? 'root' : 'witness';
}

function checked(json: string): void {
  try {
    parseTrust(json);
  } catch (cause) {
    if (cause instanceof IntegrityError) throw usageError(cause.message, cause);
    throw cause;
  }
}

/** Whether the vkey is a root's or a witness's: its algorithm says it. @throws {CliError} `ERR_USAGE` */
export function listOfVkey(vkey: string): TrustList {
  try {
    parseVkey(vkey);
    return 'roots';
  } catch (cause) {
    try {
      parseWitnessVkey(vkey);
      return 'witnesses';
    } catch {
      throw usageError(cause instanceof IntegrityError ? cause.message : 'The vkey cannot be read.', cause);
    }
  }
}
