import { lokiName } from '../../src/loki-name.ts';
import type { AttributeModel, Model } from '../model/model-types.ts';
import { typeText } from './emit-event-pages.ts';
import { cell, code, codes, GENERATED_PAGE, table } from './markdown-text.ts';

const ORIGINS: readonly [origin: AttributeModel['origin'], heading: string, text: string][] = [
  [
    'otel',
    'From OpenTelemetry',
    'Names of the OpenTelemetry semantic conventions, with their stability there. Briefs are ours.',
  ],
  [
    'audit-draft',
    'From the draft audit data model',
    'Names of a draft that is not adopted. When it moves, a schema version and a rename follow.',
  ],
  ['otelseal', 'Ours', 'OpenTelemetry has no name with the meaning.'],
];

export function emitAttributePage(model: Model): string {
  const sections = ORIGINS.map(([origin, heading, text]) => {
    const attributes = [...model.attributes.values()].filter((attribute) => attribute.origin === origin);
    return `## ${heading}\n\n${text}\n\n${attributeTable(attributes)}`;
  });
  return `${GENERATED_PAGE}
# Attributes

${model.attributes.size} attributes. Values are texts, whole numbers, booleans or lists of texts; nothing else survives every store.
*Supplied by*: \`call\` is the application's own call, \`context\` the security context around it, \`pipeline\` the
enriching processor, \`seal\` the sealing exporter. *Sensitivity* is what the sanitizer's presets go by.
The field is the name in the typed API; a dot means a nested object.

${sections.join('\n')}`;
}

function attributeTable(attributes: readonly AttributeModel[]): string {
  const head = ['attribute', 'type or values', 'meaning', 'field', 'supplied by', 'sensitivity', 'in Loki', 'in ECS'];
  return table(
    head,
    attributes.map((attribute) => [
      code(attribute.name),
      typeText(attribute),
      cell(attribute.note === undefined ? attribute.brief : `${attribute.brief}. ${attribute.note}`),
      attribute.field === undefined ? '' : code(attribute.field),
      attribute.suppliedBy,
      attribute.sensitivity,
      code(lokiName(attribute.name)),
      codes(attribute.ecs),
    ]),
  );
}

export function emitMetricPage(model: Model): string {
  const rows = model.metrics.map(({ name, instrument, unit, brief, attributes, note }) => [
    code(name),
    instrument,
    code(unit),
    cell(note === undefined ? brief : `${brief} (${note})`),
    [...attributes]
      .map(([label, values]) => `${code(label)}: ${values.length > 0 ? codes(values) : 'open'}`)
      .join('; '),
  ]);
  return `${GENERATED_PAGE}
# Metrics

What Otelseal counts about itself. Label values are closed lists; *open* labels hold names from our own code, such as a
rule or an error code, and never anything from a record.

${table(['metric', 'instrument', 'unit', 'meaning', 'labels'], rows)}`;
}
