import { filePathOf, OPTION_PATHS, OPTION_RULES, snakeCase } from '../../src/configuration/option-rules.js';
import type { OptionKind } from '../../src/configuration/schema/option-kind.js';

export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

interface Group {
  readonly type: ['object', 'null'];
  readonly additionalProperties: false;
  readonly properties: Record<string, JsonSchema | Group>;
}

/**
 * JSON Schema (2020-12) of the block below `distribution: otelseal:`, after variables have been substituted. It says no less than the
 * reader, and more loosely only where a schema cannot say it: that an address holds no password.
 */
export function distributionSchema(version: string): JsonSchema {
  const root = group();
  for (const path of OPTION_PATHS) {
    const place = filePathOf(path);
    if (place === undefined) continue;
    const names = place.split('.');
    const parent = names.slice(0, -1).reduce(below, root);
    const { kind, brief, byDefault } = OPTION_RULES[path];
    const schema = schemaOf(kind);
    const description = `${brief}. Default: ${byDefault.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '')}`;
    parent.properties[names.at(-1) as string] = { description, anyOf: [schema, { type: 'null' }] };
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `https://unpkg.com/@otelseal/node@${version}/schema/otelseal-distribution.schema.json`,
    title: 'Otelseal in OpenTelemetry’s configuration file',
    description: 'The block below `distribution: otelseal:` in the file that OTEL_CONFIG_FILE names.',
    ...root,
  };
}

function group(): Group {
  return { type: ['object', 'null'], additionalProperties: false, properties: {} };
}

function below(parent: Group, name: string): Group {
  parent.properties[name] ??= group();
  return parent.properties[name] as Group;
}

function schemaOf(kind: OptionKind): JsonSchema {
  switch (kind.is) {
    case 'text':
      return { type: 'string', minLength: 1, maxLength: kind.maxLength, pattern: '^[^\\p{Cc}]*$' };
    case 'integer':
      return { type: 'integer', minimum: kind.min, maximum: kind.max };
    case 'number':
      return { type: 'number' };
    case 'boolean':
      return { type: 'boolean' };
    case 'choice':
      return { enum: [...kind.of] };
    case 'url':
      return { type: 'string', pattern: '^[hH][tT][tT][pP][sS]?:' };
    case 'known':
      return { type: 'string', pattern: '^([0-9A-Fa-f:.]+(/\\d{1,3})?|loopback|linklocal|uniquelocal)$' };
    case 'user':
      return { type: 'string', pattern: '^(same|\\d{1,10}:\\d{1,10})$' };
    case 'headers':
      return {
        type: 'object',
        maxProperties: 64,
        propertyNames: { pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$", not: { enum: FORBIDDEN } },
        additionalProperties: { type: 'string', minLength: 1, maxLength: 8192, pattern: '^[^\\p{Cc}]*$' },
      };
    case 'list':
      return { type: 'array', maxItems: kind.maxItems, items: schemaOf(kind.of) };
    case 'map':
      return {
        type: 'object',
        maxProperties: kind.maxItems,
        propertyNames:
          kind.names === undefined
            ? { minLength: 1, maxLength: 256, not: { enum: FORBIDDEN } }
            : { enum: [...kind.names] },
        additionalProperties: schemaOf(kind.to),
      };
    case 'object':
      return {
        type: 'object',
        additionalProperties: false,
        ...(kind.needed === undefined ? {} : { required: kind.needed.map(snakeCase) }),
        properties: Object.fromEntries(
          Object.entries(kind.members).map(([name, member]) => [snakeCase(name), schemaOf(member)]),
        ),
      };
    default:
      throw new TypeError(`A file cannot hold ${kind.is}.`);
  }
}

const FORBIDDEN = ['__proto__', 'prototype', 'constructor'];
