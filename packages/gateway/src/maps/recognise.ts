import { fieldPath, valueAt } from './field-path.js';
import { checkNames } from './known-names.js';
import type { Condition, LogMap, Recognition } from './log-map.js';
import { MapError } from './map-error.js';
import type { RecordView } from './record-view.js';
import { type ValueTest, valueTest } from './value-test.js';

/** Whether a record is a map's. */
export type Recogniser = (view: RecordView) => boolean;

const KEYS: readonly (keyof Recognition)[] = ['program', 'attribute', 'message', 'field'];

/** @throws {MapError} */
export function recogniser({ map, recognise }: LogMap): Recogniser {
  if (!Array.isArray(recognise) || recognise.length === 0) {
    throw new MapError(`Map ${map}: recognise is a list of at least one way to know the program's records.`);
  }
  const ways = recognise.map((way: Recognition, index) => oneWay(way, `Map ${map}, recognise[${index}]`));
  return (view) => ways.some((way) => way(view));
}

function oneWay(way: Recognition, place: string): Recogniser {
  checkNames(way, KEYS, place);
  const tests: Recogniser[] = [];
  for (const [name, test] of conditions(way.attribute, `${place}.attribute`)) {
    tests.push((view) => test(view.attribute(name)));
  }
  const byShape = tests.length === 0;
  if (byShape) tests.push((view) => !view.isOfAnApplication);
  if (way.program !== undefined) {
    const test = valueTest(way.program, `${place}.program`);
    tests.push((view) => test(view.program));
  }
  if (way.message !== undefined) {
    const test = valueTest(way.message, `${place}.message`);
    tests.push((view) => test(view.message));
  }
  for (const [name, test] of conditions(way.field, `${place}.field`)) {
    const path = fieldPath(name, `${place}.field`);
    tests.push((view) => view.structure !== undefined && test(valueAt(view.structure, path)));
  }
  if (tests.length === (byShape ? 1 : 0)) throw new MapError(`${place} names nothing to go by.`);
  return (view) => tests.every((test) => test(view));
}

function conditions(named: Readonly<Record<string, Condition>> | undefined, place: string): [string, ValueTest][] {
  return Object.entries(named ?? {}).map(([name, condition]) => [name, valueTest(condition, `${place}.${name}`)]);
}
