import { describe, it } from 'vitest';
import { expectAllHidden, expectPlain } from '../support/hidden-parts.ts';

describe('a key that opens a program', () => {
  it('is found behind a word for one', () => {
    expectAllHidden('named-secret', [
      'product key ⟦QX7AB-12C45-FGHIJ-67890-KLMNO⟧ accepted',
      'Windows product key: ⟦QX7AB-12C45-FGHIJ-67890-KLMNO⟧',
      'product_key="⟦QX7A-1234-EFGH-5678⟧"',
      '"productKey":"⟦QX7A-1234-EFGH-5678⟧"',
      'slmgr /ipk ⟦QX7AB-12C45-FGHIJ-67890-KLMNO⟧',
      'activation key is ⟦QX7AB1-12C456-FGHIJ8-678900⟧',
      'registration-key => ⟦QX7A-1234-EFGH-5678⟧',
      'cd key (⟦QX7A-1234-EFGH-5678⟧)',
      "serial key was '⟦QX7A-1234-EFGH-5678⟧'",
      'Serial number: ⟦QX7A-1234-EFGH-5678⟧',
      'serial no # ⟦QX7A-1234-EFGH-5678⟧',
      'licence key -> ⟦QX7A-1234-EFGH-5678⟧',
      'Lizenzschlüssel: ⟦QX7A-1234-EFGH-5678⟧',
      'Produktschlüssel ⟦QX7A-1234-EFGH-5678⟧',
      'clé de produit ⟦QX7A-1234-EFGH-5678⟧',
      `product key ⟦QX7A${'-1B34'.repeat(7)}⟧`,
      ...['product', 'license', 'licence', 'activation', 'registration', 'cd', 'serial', 'windows', 'lizenz'].flatMap(
        (of) => ['', ' ', '_', '-'].map((joint) => `x ${of}${joint}key=⟦QX7A-1234-EFGH-5678⟧`),
      ),
      'Lizenzschluessel = ⟦QX7A-1234-EFGH-5678⟧',
      'product key of [⟦QX7A-1234-EFGH-5678⟧]',
    ]);
  });

  it('is of capitals and digits in groups of one kind', () => {
    expectPlain([
      'product key QX7A-1234-EFGH',
      'product key QX7-123-EFG-567',
      'product key QX7ABCD-1234567-EFGHIJK-5678901',
      'product key ABCD-EFGH-IJKL-MNOP',
      'product key 1234-5678-9012-3456',
      'product key qx7a-1234-efgh-5678',
      'product key QX7A-1234-EFGH-5678-x',
      `product key QX7A${'-1B34'.repeat(8)}`,
      'product QX7A-1234-EFGH-5678',
      'product key for QX7A-1234-EFGH-5678',
    ]);
  });
});
