import { describe, it } from 'vitest';
import { expectAllHidden, expectPlain } from '../support/hidden-parts.ts';

const hidden = (lines: readonly string[]) => expectAllHidden('named-secret', lines);

describe('a column whose type a plan or a statement names', () => {
  it('is compared with a value', () => {
    hidden([
      "Filter: ((password)::text = '⟦hunter2x9⟧'::text)",
      "Index Cond: ((reset_token)::text = '⟦Zx81kkLm9qTTab12⟧'::text)",
      "Filter: ((email = 'x'::text) AND ((password)::text <> '⟦hunter2x9⟧'::text))",
      "WHERE u.password::varchar(255)='⟦hunter2x9⟧'",
      'WHERE "password"::text = \'⟦hunter2x9⟧\'',
      "WHERE (password)::character varying ~~* '⟦hunter2x9⟧'",
      "WHERE password::text IS DISTINCT FROM E'⟦hun''ter2x9⟧'",
      "Filter: ((password)::text = ANY ('{⟦hunter2x9,abc⟧}'::text[]))",
      "WHERE password::text LIKE '⟦hunter2x9%⟧'",
      "SET secret::bytea := '⟦6a61636b6f6e⟧'",
      "Filter: ((pin)::text = '⟦4711⟧'::text)",
      "WHERE (tan)::text = '⟦471129⟧'",
    ]);
  });

  it('is compared with none, or is no secret', () => {
    expectPlain([
      'wrong (pin): 4711',
      'call f(pin) = 4711',
      "Filter: ((pin)::text = 'no'::text)",
      'Filter: ((password_hash)::text = $1)',
      "Filter: ((password)::text = ''::text)",
      "Filter: ((token)::text = 'expired'::text)",
      "Filter: ((secret_name)::text = 'db-creds'::text)",
      "Filter: ((title)::text = 'hunter2x9'::text)",
      "password::text + 'hunter2x9'",
    ]);
  });
});
