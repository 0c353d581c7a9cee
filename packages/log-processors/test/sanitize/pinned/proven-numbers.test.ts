import { describe, it } from 'vitest';
import { expectAllHidden } from '../support/hidden-parts.ts';

const both = (lines: readonly string[]) => expectAllHidden('national-id', lines);

describe('a national number a few words behind its name', () => {
  it('is found where its check digits prove it', () => {
    both([
      'NIF do cliente ⟦101234562⟧ aceite',
      'CNP angajat: ⟦1850101123451⟧',
      'RUT del paciente ⟦12.345.678-5⟧',
      'RUT del titular ⟦10.000.013-K⟧',
      'CPF do titular ⟦52998224725⟧',
      'CUIT del proveedor ⟦30012345735⟧',
      'CUIL del empleado: ⟦20-01234567-5⟧',
      'EGN na klienta ⟦7501014123⟧',
      'JMBG korisnika ⟦0101985000035⟧',
      'TCKN kontrol edilen: ⟦12345678950⟧',
    ]);
    both([
      'NIF do cliente 101234563',
      'CNP angajat: 1850101123452',
      'RUT del paciente 123456785',
      'RUT del paciente 12.345.678-6',
      'CPF do titular 52998224726',
      'CUIT del proveedor 30012345736',
      'EGN na klienta 7501014124',
      'JMBG korisnika 0101985000036',
      'TCKN kontrol edilen: 12345678951',
    ]);
  });

  it('is found in Cyrillic letters, too', () => {
    both([
      'ЕГН ⟦7501014124⟧ не е намерен',
      'ЕГН № ⟦7501014123⟧',
      'ЕГН на клиента: ⟦7501014123⟧',
      'егн на новия клиент ⟦7501014123⟧',
      'ЈМБГ корисника = ⟦0101985000035⟧',
      'ЕМБГ на корисник ⟦0101985000035⟧',
      ...['лнч', 'јмбг', 'ембг', 'рнокпп', 'іпн', 'унп', 'иин'].map((name) => `${name}: ⟦7501014124⟧`),
    ]);
    both([
      'ЕГН на клиента: 7501014124',
      'заявка на клиента: 7501014123',
      'нашегн на клиента: 7501014123',
      'ЕГН на клиента и на още един 7501014123',
      'ЕГН на клиента, заявка 7501014123',
    ]);
  });
});
