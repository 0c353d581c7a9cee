import { describe, expect, it } from 'vitest';
import { readModel } from '../../scripts/model/read-model.js';
import { ECS_EVENT_TYPES, ECS_KINDS } from '../facts/ecs-event-types.js';
import { OCSF_CLASS_FACTS } from '../facts/ocsf-classes.js';

const model = readModel();
const { events } = model;

describe('the ECS categorisation of every event', () => {
  it.each(events)('uses kinds and categories that ECS has, and types that one of them expects: $name', ({ ecs }) => {
    expect(ECS_KINDS).toContain(ecs.kind);
    expect(ecs.category.filter((category) => !(category in ECS_EVENT_TYPES))).toEqual([]);
    const expected = ecs.category.flatMap((category) => ECS_EVENT_TYPES[category] ?? []);
    expect(ecs.type.filter((type) => !expected.includes(type))).toEqual([]);
    expect(ecs.type.length).toBeGreaterThan(0);
  });
});

describe('the OCSF classification of every event', () => {
  const activitiesOf = (className: string): string[] =>
    (OCSF_CLASS_FACTS[className]?.activities ?? '').split(';').map((activity) => activity.trim());

  it.each(events)('has numbers that the schema gives and that add up: $name', ({ id, ocsf }) => {
    const facts = OCSF_CLASS_FACTS[ocsf.className];
    expect([ocsf.classUid, ocsf.categoryUid]).toEqual([facts?.uid, facts?.category]);
    expect(ocsf.typeUid).toBe(ocsf.classUid * 100 + ocsf.activityId);
    expect(Math.floor(ocsf.classUid / 1000)).toBe(ocsf.categoryUid);
    const caption = ocsf.activityId === 99 ? 'Other' : ocsf.activityName;
    expect(activitiesOf(ocsf.className)).toContain(`${ocsf.activityId} ${caption}`);
    if (ocsf.activityId === 99) expect(ocsf.activityName).toBe(id);
  });

  it('never uses a class that 1.9 deprecates, but names it for consumers of 1.8', () => {
    const deprecated = ['account_change', 'user_access'];
    expect(events.filter(({ ocsf }) => deprecated.includes(ocsf.className))).toEqual([]);
    const older = events.flatMap(({ ocsf18 }) => ocsf18 ?? []);
    expect(older.length).toBeGreaterThan(10);
    for (const { className, classUid, activityId, activityName, typeUid } of older) {
      expect(OCSF_CLASS_FACTS[className]?.uid).toBe(classUid);
      expect(activitiesOf(className)).toContain(`${activityId} ${activityName}`);
      expect(typeUid).toBe(classUid * 100 + activityId);
    }
  });
});
