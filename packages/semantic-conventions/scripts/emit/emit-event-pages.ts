import type { AttributeModel, EventModel, Model } from '../model/model-types.ts';
import { cell, code, codes, GENERATED_PAGE, table, title } from './markdown-text.ts';
import { sentence } from './typescript-text.ts';

/** docs/events.md: every event in one place, one table per model file. */
export function emitEventIndex(model: Model): string {
  const sections = eventFiles(model).map((file) => {
    const rows = model.events
      .filter((event) => event.file === file)
      .map((event) => [
        `[${code(event.name)}](events/${file}.md#${anchor(event.name)})`,
        cell(event.brief),
        event.severityText,
        event.outcome,
        event.owasp === undefined ? '' : code(event.owasp.name),
        event.target,
        event.retention,
      ]);
    const head = ['event', 'when', 'severity', 'outcome', 'OWASP', 'target', 'retention'];
    return `## ${title(file)}\n\n${table(head, rows)}`;
  });
  const fromOwasp = model.events.filter((event) => event.owasp !== undefined).length;
  return `${GENERATED_PAGE}
# Events

${model.events.length} events, version ${model.version} of the vocabulary: ${fromOwasp} from the OWASP Logging Vocabulary, the others ours.
Every event also has ${codes(model.commonRequired)}, and should have
${codes(model.commonRecommended)}. [Attributes](attributes.md) explains each of them,
[decisions.md](decisions.md) how severities, outcomes and names were chosen.

${sections.join('\n')}
## Records of the sealing itself

Nobody emits these by hand, and only their names begin with \`audit.\`.

${table(
  ['record', 'what it says', 'in the tree'],
  model.controlRecords.map(({ name, brief, leaf }) => [code(name), cell(brief), leaf ? 'yes' : 'no']),
)}`;
}

/** docs/events/<file>.md: everything about each event. */
export function emitEventPages(model: Model): Map<string, string> {
  return new Map(
    eventFiles(model).map((file) => {
      const events = model.events.filter((event) => event.file === file);
      const sections = events.map((event) => eventSection(event, model));
      return [
        `${file}.md`,
        `${GENERATED_PAGE}\n# ${title(file)}\n\n[All events](../events.md)\n\n${sections.join('\n')}`,
      ];
    }),
  );
}

function eventSection(event: EventModel, model: Model): string {
  const facts = [
    `${event.severityText} (${event.severityNumber})`,
    `outcome ${code(event.outcome)}`,
    `action ${code(event.action)}`,
    `category ${code(event.category)}`,
    `target ${targetText(event)}`,
    `retention ${code(event.retention)}`,
  ];
  return `## \`${event.name}\`

${sentence(event.brief)} ${facts.join(' · ')}

\`\`\`text
${event.message}
\`\`\`

${table(['attribute', 'field', 'type', 'level'], attributeRows(event, model))}
${mappings(event)
  .map((line) => `- ${line}\n`)
  .join('')}`;
}

function targetText({ target, targetFrom }: EventModel): string {
  if (target === 'call-site') return 'named by the call';
  const otherwise = target === 'account' ? 'the account of the actor' : 'the service';
  return targetFrom === undefined
    ? otherwise
    : `${code(targetFrom.type)} named by ${code(targetFrom.id)}, otherwise ${otherwise}`;
}

function attributeRows(event: EventModel, model: Model): string[][] {
  const row = (name: string, level: string): string[] => {
    const attribute = model.attributes.get(name);
    return [code(name), attribute?.field ? code(attribute.field) : '', attribute ? typeText(attribute) : '', level];
  };
  const fromCall = (name: string): boolean =>
    event.callSite.includes(name) || model.attributes.get(name)?.suppliedBy === 'call';
  return [
    ...event.required.map((name) => row(name, fromCall(name) ? 'required by the call' : 'required')),
    ...event.recommended.map((name) => row(name, 'recommended')),
  ];
}

export function typeText({ type, enum: values }: AttributeModel): string {
  return values.length > 0 ? values.map(code).join(' ') : cell(type);
}

function mappings(event: EventModel): string[] {
  const { ocsf, ocsf18, ecs, owasp } = event;
  const lines = [
    owasp && `OWASP: \`${owasp.name}:${owasp.args.join(',')}\``,
    `ECS: kind ${code(ecs.kind)}, category ${codes(ecs.category)}, type ${codes(ecs.type)}`,
    `OCSF: ${ocsf.caption} (${ocsf.classUid}), activity ${ocsf.activityId} ${cell(ocsf.activityName)}, type ${ocsf.typeUid}${ocsf18 ? `; in 1.8 type ${ocsf18.typeUid}` : ''}`,
    event.attack.length > 0 && `ATT&CK: ${event.attack.join(', ')}`,
    `Controls: ${event.controls.join(', ')}`,
    ...event.variants.map(
      ({ attribute, values, severityText, outcome }) =>
        `When ${code(attribute)} is ${codes(values)}: ${[severityText && `severity ${severityText}`, outcome && `outcome ${code(outcome)}`].filter(Boolean).join(', ')}`,
    ),
    event.note && `Note: ${cell(event.note)}`,
  ];
  return lines.filter((line): line is string => typeof line === 'string');
}

function eventFiles(model: Model): string[] {
  return [...new Set(model.events.map(({ file }) => file))];
}

/** GitHub's anchor of a heading that is one code span. */
function anchor(name: string): string {
  return name.replaceAll('.', '');
}
