import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

import type { LogMap, MapRule, MapSample, Recognition } from '../src/maps/index.ts';

const FOLDER = new URL('../maps/', import.meta.url);

/** docs/known-programs.md: what the maps that come with the gateway recognise. */
export function mapsPage(): string {
  const maps = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('.samples.yaml'))
    .sort()
    .map((name) => ({
      map: parse(read(name)) as LogMap,
      samples: parse(read(name.replace('.yaml', '.samples.yaml'))) as readonly MapSample[],
    }));
  const rows = maps.map(({ map, samples }) => {
    const events = new Set(map.rules.map(({ event }) => event).filter((event) => event !== undefined));
    return `| [${map.title}](#${anchor(map.title)}) | \`${map.map}\` | ${events.size} | ${map.rules.length} | ${samples.length} |`;
  });
  return [
    '<!-- Generated from maps/ by scripts/generate.ts. Do not edit. -->',
    '',
    '# Programs that the gateway knows',
    '',
    'Lines of these programs become events of the [vocabulary](../../semantic-conventions/docs/events.md). [Maps](maps.md) says how, and how',
    'to add a program of your own. Every rule has at least one line as the program writes it among the samples, hostile ones beside them.',
    '',
    '| program | map | events | rules | sample lines |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    ...maps.flatMap(({ map }) => section(map)),
    '',
  ].join('\n');
}

function read(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8');
}

function section(map: LogMap): string[] {
  const sources = Object.entries(map.sources).map(([name, address]) => `[${name}](${address})`);
  return [
    '',
    `## ${map.title}`,
    '',
    `A record is its when ${map.recognise.map(recognised).join('; or ')}; or when \`otelseal.map\` is \`${map.map}\`.`,
    `Facts from ${sources.join(', ')}.`,
    '',
    '| line | event | what it says of it |',
    '| --- | --- | --- |',
    ...map.rules.map((rule) => `| ${rule.name} | ${eventOf(rule)} | ${saidBy(rule)} |`),
    ...(map.limits === undefined
      ? []
      : ['', 'It does not know everything:', '', ...map.limits.map((limit) => `- ${limit}`)]),
  ];
}

function eventOf({ event, nothing }: MapRule): string {
  return event === undefined ? `none: ${nothing}` : `\`${event}\``;
}

function saidBy({ constant = {}, field = {} }: MapRule): string {
  const constants = Object.entries(constant).map(([name, value]) => `\`${name}\` = ${shown(value)}`);
  return [...constants, ...Object.keys(field).map((name) => `\`${name}\``)].join(', ');
}

function recognised({ program, attribute = {}, message, field = {} }: Recognition): string {
  const parts = [
    ...(program === undefined ? [] : [`syslog or the journal names the program ${program.map(shown).join(', ')}`]),
    ...Object.entries(attribute).map(([name, condition]) => `the attribute \`${name}\` ${tested(condition)}`),
    ...(message === undefined ? [] : [`the message ${tested(message)}`]),
    ...Object.entries(field).map(([name, condition]) => `its member \`${name}\` ${tested(condition)}`),
  ];
  return parts.join(' and ');
}

function tested(condition: unknown): string {
  if (typeof condition !== 'object' || condition === null) return `is ${shown(condition)}`;
  if (Array.isArray(condition)) return `is one of ${condition.map(shown).join(', ')}`;
  return Object.entries(condition)
    .map(([test, wanted]) =>
      test === 'present' ? 'is there' : `${test.replaceAll('_', ' ')} ${[wanted].flat().map(shown).join(' or ')}`,
    )
    .join(' and ');
}

/** As code; a value with a bar would end the cell of the table. */
function shown(value: unknown): string {
  return `\`${String(value).replaceAll('|', '\\|')}\``;
}

function anchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}
