import type { EventModel, Model } from '../model/model-types.ts';
import { GENERATED, literal, quoted } from './typescript-text.ts';

/** One table per model file, so that a reader and a diff find an event where the model has it. */
export function emitEventTables(model: Model): Map<string, string> {
  return new Map(eventFiles(model).map((file) => [`${file}.ts`, emitTable(file, model)]));
}

export function emitEvents(model: Model): string {
  const files = eventFiles(model);
  return `${GENERATED}import type { EventDefinition } from '../event-definition.js';
${files.map((file) => `import { ${tableName(file)} } from './events/${file}.js';`).join('\n')}

/** Every event of the catalogue, by name. The object has no prototype. @experimental */
export const EVENTS: Readonly<Record<string, EventDefinition>> = {
  __proto__: null as never,
${files.map((file) => `  ...${tableName(file)},`).join('\n')}
};
`;
}

function eventFiles(model: Model): string[] {
  return [...new Set(model.events.map(({ file }) => file))];
}

function tableName(file: string): string {
  return `${file.replaceAll('-', '_').toUpperCase()}_EVENTS`;
}

function emitTable(file: string, model: Model): string {
  const events = model.events.filter((event) => event.file === file);
  return `${GENERATED}import type { EventDefinition } from '../../event-definition.js';

export const ${tableName(file)}: Readonly<Record<string, EventDefinition>> = {
${events.map(emitEvent).join('')}};
`;
}

function emitEvent(event: EventModel): string {
  const members = Object.entries(definitionOf(event)).filter(([, value]) => value !== undefined);
  const lines = members.map(([key, value]) => `    ${key}: ${literal(value)},\n`);
  return `  ${quoted(event.name)}: {\n${lines.join('')}  },\n`;
}

/** The members of EventDefinition in src/event-definition.ts, in its order. */
export function definitionOf(event: EventModel): Record<string, unknown> {
  const { ocsf, ocsf18 } = event;
  return {
    name: event.name,
    category: event.category,
    brief: event.brief,
    severityNumber: event.severityNumber,
    severityText: event.severityText,
    outcome: event.outcome,
    action: event.action,
    message: event.message,
    required: event.required,
    recommended: event.recommended,
    target: event.target,
    targetFrom: event.targetFrom,
    retention: event.retention,
    controls: event.controls,
    attack: event.attack,
    variants: event.variants.length > 0 ? event.variants : undefined,
    owasp: event.owasp,
    ecs: { ...event.ecs, action: event.id.replace(/[._]/g, '-') },
    ocsf: {
      className: ocsf.className,
      classUid: ocsf.classUid,
      categoryUid: ocsf.categoryUid,
      activityId: ocsf.activityId,
      activityName: ocsf.activityName,
      typeUid: ocsf.typeUid,
      severityId: event.ocsfSeverity,
      v18: ocsf18 && {
        className: ocsf18.className,
        classUid: ocsf18.classUid,
        activityId: ocsf18.activityId,
        typeUid: ocsf18.typeUid,
      },
    },
  };
}
