import type { ReceivedRecord } from '../received-record.js';
import { type SyslogLine, syslogLine, withoutRepetition } from './syslog-line.js';

/** Longer texts are not looked at: a web server's line is at most three headers of 8 KiB. In UTF-16 units. */
export const MAX_TEXT = 32_768;
/** A JSON document of an audit log may carry whole objects. */
export const MAX_JSON_TEXT = 262_144;

const PROGRAM_ATTRIBUTES: readonly string[] = ['syslog.appname', 'appname', 'syslog.identifier'];

const SDK_ATTRIBUTES: readonly string[] = ['telemetry.sdk.name', 'telemetry.sdk.language'];
/** Receivers of the collector sign with these. */
const COLLECTOR_SCOPES: readonly string[] = ['otelcol', 'github.com/open-telemetry/opentelemetry-collector'];

type Values = Readonly<Record<string, unknown>>;

/** What maps look at in a record; each part is worked out when it is first asked for. */
export class RecordView {
  readonly record: ReceivedRecord;
  #syslog: SyslogLine | undefined | null = null;
  #structure: Values | undefined | null = null;

  constructor(record: ReceivedRecord) {
    this.record = record;
  }

  /** An attribute of the record, else of its resource. */
  attribute(name: string): unknown {
    const { attributes, resource } = this.record;
    if (Object.hasOwn(attributes, name)) return attributes[name];
    return Object.hasOwn(resource.attributes, name) ? resource.attributes[name] : undefined;
  }

  /** Whether an application sent it: its SDK names itself, and its loggers have names. What collectors read from files has neither. */
  get isOfAnApplication(): boolean {
    const { resource, instrumentationScope } = this.record;
    if (SDK_ATTRIBUTES.some((name) => Object.hasOwn(resource.attributes, name))) return true;
    const { name } = instrumentationScope;
    return name !== '' && !COLLECTOR_SCOPES.some((prefix) => name.startsWith(prefix));
  }

  /** The program, as the journal, a syslog receiver or the line's own header names it. */
  get program(): string | undefined {
    return this.#syslogLine()?.program;
  }

  /** The text without the header of syslog. */
  get message(): string | undefined {
    const line = this.#syslogLine();
    if (line !== undefined) return line.message;
    const { body } = this.record;
    return typeof body === 'string' ? body : undefined;
  }

  /** How often syslog says that the message came; undefined where it says nothing. */
  get times(): number | undefined {
    return this.#syslogLine()?.times;
  }

  /** The body's members, also when the body is the text of a JSON object. */
  get structure(): Values | undefined {
    if (this.#structure === null) this.#structure = structureOf(this.record.body, this.message);
    return this.#structure;
  }

  #syslogLine(): SyslogLine | undefined {
    if (this.#syslog === null) this.#syslog = this.#readSyslog();
    return this.#syslog;
  }

  #readSyslog(): SyslogLine | undefined {
    const { body, attributes } = this.record;
    if (isObject(body)) return journalEntry(body);
    if (typeof body !== 'string' || body.length > MAX_JSON_TEXT) return undefined;
    const line = syslogLine(body);
    for (const name of PROGRAM_ATTRIBUTES) {
      const program = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      if (typeof program !== 'string' || program === '') continue;
      const parsed = Object.hasOwn(attributes, 'message') ? attributes['message'] : undefined;
      const message = typeof parsed === 'string' ? parsed : (line?.message ?? body);
      return withoutRepetition({ program, message, ...(line?.times === undefined ? {} : { times: line.times }) });
    }
    return line;
  }
}

/**
 * The journal's fields. `_COMM` is the kernel's word and cannot be chosen, `SYSLOG_IDENTIFIER` can: where they belong to different programs,
 * as with `logger -t sshd`, the entry is nobody's.
 */
function journalEntry(body: Values): SyslogLine | undefined {
  const [message, identifier, command] = ['MESSAGE', 'SYSLOG_IDENTIFIER', '_COMM'].map((name) =>
    Object.hasOwn(body, name) ? body[name] : undefined,
  );
  if (typeof message !== 'string') return undefined;
  const named = typeof identifier === 'string' && identifier !== '' ? identifier : undefined;
  if (typeof command !== 'string' || command === '') {
    return named === undefined ? undefined : { program: named, message };
  }
  const agree = named === undefined || command.startsWith(named) || named.startsWith(command);
  return agree ? { program: command, message } : { program: '', message };
}

function structureOf(body: unknown, message: string | undefined): Values | undefined {
  if (isObject(body)) return body;
  if (message === undefined || message.length > MAX_JSON_TEXT || !/^\s*\{/.test(message)) return undefined;
  try {
    const parsed: unknown = JSON.parse(message);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined; // no JSON, so it has no members
  }
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
