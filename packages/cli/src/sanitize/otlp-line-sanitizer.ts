import type { StoredAttribute, StoredLogRecord } from '@otelseal/audit-integrity';
import type { Sanitizer } from '@otelseal/log-processors';

import { asciiJson } from '../output/escape-for-terminal.js';
import { parseOtlpJson } from '../sources/otlp-json.js';
import type { LineRewriter } from './line-rewriter.js';
import { listOf, toPlain, toPlainObject, toStored, toStoredAttributes } from './plain-value.js';

/** The attribute that holds a seal. Changing anything about such a record would break it. */
const SEAL = 'audit.payload';

/** As `JSON.parse` made it: any part may be missing or be something else. */
interface Request {
  readonly resourceLogs?: readonly ResourceLogs[];
}
interface ResourceLogs {
  readonly resource?: { readonly attributes?: readonly StoredAttribute[]; readonly droppedAttributesCount?: number };
  readonly scopeLogs?: readonly ScopeLogs[];
  readonly schemaUrl?: string;
}
interface ScopeLogs {
  readonly scope?: {
    readonly name?: string;
    readonly version?: string;
    readonly attributes?: readonly StoredAttribute[];
  };
  readonly logRecords?: readonly (StoredLogRecord & { readonly observedTimeUnixNano?: string | number })[];
  readonly schemaUrl?: string;
}

/**
 * Rewrites lines of OTLP JSON. Only members that OTLP knows are written, each through the sanitizer or as what it must be (a
 * number, hex): a member that is not looked at is not passed on.
 */
export class OtlpLineSanitizer implements LineRewriter {
  passedOver = 0;
  readonly #sanitizer: Sanitizer;

  constructor(sanitizer: Sanitizer) {
    this.#sanitizer = sanitizer;
  }

  rewrite(line: Buffer): string | { readonly refusal: string } {
    const parsed = parseOtlpJson(line);
    if ('refusal' in parsed) return parsed;
    const request = parsed.value as Request | null;
    if (!Array.isArray(request?.resourceLogs)) return { refusal: 'it holds no OTLP logs' };
    return asciiJson({ resourceLogs: request.resourceLogs.map((item: ResourceLogs) => this.#resourceLogs(item)) });
  }

  #resourceLogs(item: ResourceLogs): ResourceLogs {
    return {
      resource: { attributes: this.#attributes(item?.resource?.attributes), ...count(item?.resource) },
      scopeLogs: listOf(item?.scopeLogs).map((scopeLogs) => this.#scopeLogs(scopeLogs)),
      ...this.#text('schemaUrl', item?.schemaUrl),
    };
  }

  #scopeLogs(item: ScopeLogs): ScopeLogs {
    const scope = item?.scope;
    return {
      scope: {
        ...this.#text('name', scope?.name),
        ...this.#text('version', scope?.version),
        attributes: this.#attributes(scope?.attributes),
      },
      logRecords: listOf(item?.logRecords).map((record) => this.#logRecord(record, scope?.name)),
      ...this.#text('schemaUrl', item?.schemaUrl),
    };
  }

  #logRecord(record: StoredLogRecord, scopeName: unknown): StoredLogRecord {
    const attributes = listOf(record?.attributes);
    if (attributes.some((attribute) => attribute?.key === SEAL)) {
      this.passedOver += 1;
      return record;
    }
    const clean = this.#sanitizer.sanitizeRecord({
      eventName: textOrNothing(record?.eventName),
      severityText: textOrNothing(record?.severityText),
      body: toPlain(record?.body),
      attributes: toPlainObject(attributes),
      instrumentationScope: typeof scopeName === 'string' ? { name: scopeName } : undefined,
    });
    return {
      ...numbers(record),
      ...(clean.severityText === undefined ? {} : { severityText: clean.severityText }),
      body: toStored(clean.body, record?.body),
      attributes: toStoredAttributes(clean.attributes, attributes),
      ...count(record),
      ...hex('traceId', record?.traceId),
      ...hex('spanId', record?.spanId),
      ...(clean.eventName === undefined ? {} : { eventName: clean.eventName }),
    };
  }

  #attributes(attributes: readonly StoredAttribute[] | undefined): StoredAttribute[] {
    const list = listOf(attributes);
    return toStoredAttributes(this.#sanitizer.sanitizeAttributes(toPlainObject(list)), list);
  }

  #text<Name extends string>(name: Name, text: unknown): { readonly [member in Name]?: string } {
    if (typeof text !== 'string' || text === '') return {};
    return { [name]: this.#sanitizer.sanitizeText(text) } as { readonly [member in Name]: string };
  }
}

function textOrNothing(text: unknown): string | undefined {
  return typeof text === 'string' ? text : undefined;
}

const NUMBERS = ['timeUnixNano', 'observedTimeUnixNano', 'severityNumber', 'flags'] as const;

function numbers(record: StoredLogRecord): Record<string, string | number> {
  const found: Record<string, string | number> = {};
  for (const name of NUMBERS) {
    const value: unknown = (record as Record<string, unknown> | undefined)?.[name];
    if (typeof value === 'number' || (typeof value === 'string' && /^\d{1,20}$/.test(value))) found[name] = value;
  }
  return found;
}

function count(of: { readonly droppedAttributesCount?: number } | undefined): {
  readonly droppedAttributesCount?: number;
} {
  return typeof of?.droppedAttributesCount === 'number' ? { droppedAttributesCount: of.droppedAttributesCount } : {};
}

function hex<Name extends string>(name: Name, text: unknown): { readonly [member in Name]?: string } {
  const isHex = typeof text === 'string' && /^[0-9a-fA-F]{1,32}$/.test(text);
  return isHex ? ({ [name]: text } as { readonly [member in Name]: string }) : {};
}
