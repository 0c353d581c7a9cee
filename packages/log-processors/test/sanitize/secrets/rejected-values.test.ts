import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('what a validator refused', () => {
  it("goes where the field is a secret's", () => {
    for (const line of [
      "Field error in object 'user' on field 'password': rejected value [⟦Kd93kfL20x⟧]; codes [Size]",
      "Field error in object 'user' on field 'password': Rejected value [⟦Kd93kfL20x⟧]; codes [Size]",
      "1 validation error for Login password String too short [type=x, input_value='⟦Kd93kfL20x⟧', input_type=str]",
      '1 validation error for Login password String too short [type=x, input_value="⟦Kd93kfL20x⟧", input_type=str]',
      'Cast to Buffer failed for value "⟦Kd93kfL20x⟧" (type string) at path "password"',
      "Validation failed: password: Cast to x Failed for value '⟦Kd93kfL20x⟧' (type string) at path `password` because",
    ])
      expectHidden(line, 'rejected-value');
  });

  it('stays where the field is another, or nothing was refused', () => {
    for (const line of [
      "Field error in object 'user' on field 'nickname': rejected value [Kd93kfL20x]; codes [Size]",
      "Field error in object 'user' on field 'password': rejected value [null]; codes [NotNull]",
      "Field error in object 'password' on field 'nickname': rejected value [Kd93kfL20x]",
      "Field error on field 'password' of user: rejected value [Kd93kfL20x]",
      "1 validation error for Login nickname String too short [type=x, input_value='Kd93kfL20x']",
      'Cast to Buffer failed for value "Kd93kfL20x" (type string) at path "nickname"',
      'Cast to Buffer failed for value "Kd93kfL20x" of the password',
      'Cast to Buffer failed for value "Kd93kfL20x" (type string)\nand then at path "password"',
      'password: rejected value (Kd93kfL20x)',
    ])
      expectHidden(line, 'named-secret');
  });
});
