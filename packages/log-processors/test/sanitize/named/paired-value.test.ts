import { it } from 'vitest';
import { pairedValue } from '../../../src/sanitize/named/paired-value.js';
import { expectExtents } from '../support/marked-extents.ts';

it('the value of a name that is a value itself is another member of its object, near or far', () => {
  expectExtents(
    [
      '{"Value":"⟦hunter2⟧","name":"«password»"}',
      '{"name":"«password»","VAL":"⟦hunter2⟧"}',
      `{"value":"⟦${'x'.repeat(400)}⟧","name":"«password»"}`,
      `x {"value":"⟦${'x'.repeat(400)}⟧","name":"«password»"}`,
      "<input type='«password»' value='⟦hun\"ter2⟧'>",
      '{"old":"a","value":"⟦hunter2⟧","key":"«password»"}',
      '{"field":"«password»","From":"⟦hunter2⟧","to":"x"}',
    ],
    pairedValue,
  );
});

it('no other value is', () => {
  expectExtents(
    [
      '{"value":"hunter2"},{"name":"«password»"}',
      '{"name":"«password»"},{"value":"hunter2"}',
      '{"value":"hunter2","name":"my «password»"}',
      '{"value":"hunter2","name":«password»}',
      '{"values":"hunter2","name":"«password»"}',
      `"value":"${'x'.repeat(400)}","name":"«password»"`,
    ],
    pairedValue,
  );
});
