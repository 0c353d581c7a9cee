import { describe, it } from 'vitest';
import { expectAllHidden, expectPlain } from '../support/hidden-parts.ts';

describe('a value that a mapper logs before its column', () => {
  it('is a secret if the column is one', () => {
    expectAllHidden('bound-parameter', [
      'binding parameter (2:VARCHAR) <- [⟦rosebud⟧] for column password',
      'binding parameter [2] as [VARCHAR] - [⟦rosebud⟧] for column password',
      'Binding parameter 2 = [⟦rosebud⟧], for column "password"',
      'bound parameter [2:VARCHAR] -> [⟦rosebud⟧] to column users.password',
      'bind parameter (1) [⟦Kd93kfL20x⟧] of field: api_key'.replace(') [', ') : ['),
      'setting parameter 12 to [⟦rosebud⟧] for the property passwd',
      'setting parameter 12 - [⟦rosebud⟧] into attribute passwd',
      `binding parameter 2 <- [⟦${'r'.repeat(512)}⟧] for column password`,
    ]);
  });

  it('is none of another column, or where it is hidden already', () => {
    expectPlain([
      'binding parameter (2:VARCHAR) <- [rosebud] for column nickname',
      'binding parameter (2:VARCHAR) <- [null] for column password',
      'binding parameter (2:VARCHAR) <- [rosebud] for password',
      'binding parameter (2:VARCHAR) <- [] for column password',
      'binding parameter (x:VARCHAR) <- [rosebud] for column password',
      `binding parameter 2 <- [${'r'.repeat(513)}] for column password`,
    ]);
  });
});
