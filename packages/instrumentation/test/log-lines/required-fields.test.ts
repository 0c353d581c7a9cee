import { EVENTS } from '@otelseal/semantic-conventions';
import { describe, expect, it } from 'vitest';
import { readModel } from '../../../semantic-conventions/scripts/model/read-model.js';
import { FIELD_OF_ATTRIBUTE } from '../../src/log-lines/required-fields.js';
import { typedEvent } from '../../src/log-lines/typed-event.js';

const model = readModel();

describe('the fields that a line must have', () => {
  it('are those of the typed functions, for every attribute that an event requires', () => {
    const required = Object.values(EVENTS)
      .filter(({ name }) => !/^security\.(incident|audit_log)\./.test(name))
      .flatMap((event) => event.required);
    for (const attribute of new Set(required)) {
      const { field, suppliedBy } = model.attributes.get(attribute) ?? {};
      if (suppliedBy !== 'context') expect([attribute, FIELD_OF_ATTRIBUTE[attribute]]).toEqual([attribute, field]);
      else if (attribute !== 'session.id') expect(FIELD_OF_ATTRIBUTE).not.toHaveProperty([attribute]);
    }
  });

  it('are all that a line needs for any event of the catalogue but those of the pipeline itself', () => {
    const nothing = Object.keys(EVENTS).map((event) => typedEvent({ event }));
    const reasons = nothing.map((found) => (found.kind === 'refused' ? found.because : ''));
    expect(reasons.filter((because) => because === 'its `event` is not in the catalogue')).toHaveLength(
      Object.keys(EVENTS).filter((name) => /^security\.(incident|audit_log)\./.test(name)).length,
    );
  });
});
