import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a vendor’s token', () => {
  it('is hidden if its letters are random; is none', () => {
    for (const line of ['gldt-abcdefgh_ijklmnopqRs', 'gldt-abcdefgh_ijklmnopqr1', 'gldt-ABCDEFGHIJKLMNOPQRST'])
      expectHidden(`x ⟦${line}⟧ y`, 'gitlab-token');
    expectHidden('x ⟦AKIAIOSFODNNABCDEFGQ⟧ y', 'aws-access-key');
    expectHidden('x ⟦bedrock-api-key-abcdefg⟧', 'aws-bedrock-key');
    for (const line of [
      'x gldt-abcdefgh_ijklmnopqrs y',
      'x gldt-ABCDEFGHIJKLMNOP_QRS y',
      'x gldt-__ABCDEFGHIJKLMNOPQR y',
      'x gldt-aaaaaaaaaaaaaaaaaaa1 y',
      'x gldt-xxxxxx1a2B3c4D5e6F7g y',
      'x bedrock-api-key-abcdefgh',
      'x akiaiosfodnn7examplq y',
    ])
      expectHidden(line, 'none');
  });
});
