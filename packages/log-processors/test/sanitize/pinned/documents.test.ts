import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('the number of a person', () => {
  it('is hidden under more names of its country', () => {
    for (const line of [
      'T.C. Kimlik No: ⟦10000000146⟧ x',
      'kimlik numarası ⟦10000000146⟧',
      'tax file number ⟦123 456 782⟧ x',
      'sv_nummer=⟦65170839J003⟧',
      'rijksregisternummer ⟦85.07.30-033.28⟧ x',
      'NISS: ⟦85073003328⟧',
      'steuerIdentNr="⟦86 095 742 719⟧"',
      'passport number ⟦C01X00T4K⟧ x',
    ])
      expectHidden(line, 'national-id');
    for (const line of ['kimlik no 1000', 'tax file number is missing', 'passport number CHECKING2', 'niss an 2026'])
      expectHidden(line, 'none');
  });

  it('is hidden where its document is named before it', () => {
    for (const line of [
      'kyc document=Personalausweis number=⟦L01X00T47⟧ ok',
      'passport check number: ⟦C01X00T4⟧',
      '{"type":"id-card","number":"⟦L01X00T47⟧"}',
      'driving licence, nummer=⟦MORGA753116⟧',
      `passport${' '.repeat(48)}number=⟦C01X00T4⟧`,
    ])
      expectHidden(line, 'national-id');
    for (const line of [
      'order number=L01X00T47',
      'passport check number=12345678',
      'passport check number=CHECKING',
      'passport check number=C01X00',
      'passport check number=C01X00T4KC01X',
      'passport check number=c01x00t4',
      `passport${' '.repeat(49)}number=C01X00T4`,
    ])
      expectHidden(line, 'none');
  });

  it('is hidden by its check digit and its name nearby', () => {
    for (const line of ['aadhaar check failed uid="⟦2345 6789 0124⟧" x', 'UIDAI: no such id, ⟦2345 6789 0124⟧'])
      expectHidden(line, 'national-id');
    for (const line of [
      'aadhaar check failed uid="2345 6789 0125"',
      'aadhaar check failed uid="2354 6789 0124"',
      'check failed uid="2345 6789 0124"',
      'aadhaar batch 1 2345 6789 0124',
      'aadhaar batch 2345 6789 0124 1',
      `aadhaar ${'x'.repeat(96)} 2345 6789 0124`,
    ])
      expectHidden(line, 'none');
  });

  it('is hidden in the lines that machines read', () => {
    for (const line of [
      'MRZ: ⟦P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<⟧\n⟦L898902C36UTO7408122F1204159ZE184226B<<<<<10⟧',
      '⟦I<UTOD231458907<<<<<<<<<<<<<<<⟧\\n⟦7408122F1204159UTO<<<<<<<<<<<6⟧\\n',
    ])
      expectHidden(line, 'national-id');
    for (const line of [
      'X<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
      'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<',
      'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<',
      'cat <<EOF',
      'P<UTOERIKSSON<<anna<MARIA<<<<<<<<<<<<<<<<<<<',
    ])
      expectHidden(line, 'none');
  });
});

describe('a number to call', () => {
  it('may have its zero in brackets, or a slash where the words before speak of calls', () => {
    for (const line of [
      'Tel. ⟦(0)30 901820⟧',
      'phone ⟦(0)30 901820⟧ x',
      'Telefon: ⟦+49 (0)30 901820⟧',
      '電話⟦(03)1234-5678⟧',
      '電話：⟦(03) 1234-5678⟧',
      'Rückruf gewünscht unter ⟦0171/5550123⟧, Ticket 7',
      'erreichbar: ⟦030 / 901820-17⟧',
      'call me back at ⟦0171/555 0123⟧',
    ])
      expectHidden(line, 'phone');
    for (const line of [
      'array (0)30 901820',
      'Tel. (0)30',
      'Akte 0171/5550123',
      'Rückruf zu Akte 1171/5550123',
      'Rückruf unter x0171/5550123',
      'Rückruf unter 0171/55501/23',
      'Rückruf unter 0171/555',
      `Rückruf ${'x'.repeat(48)} 0171/5550123`,
    ])
      expectHidden(line, 'none');
  });
});

describe('an address in a path', () => {
  it('is hidden unless it stands among releases or looks like one', () => {
    for (const line of [
      'GET /users/⟦203.0.113.7⟧/ban',
      'GET /v1/hosts/⟦8.23.4.9⟧',
      'GET /x/⟦198.51.100.23⟧ 200',
      'https://shop.example/blocklist/⟦84.23.17.9⟧?x=1',
      'ada/⟦203.0.113.7⟧:1194 x',
      'peer/⟦84.23.17.9⟧:443',
    ])
      expectHidden(line, 'ip');
    for (const line of [
      'GET /releases/203.0.113.7/app.tgz',
      'GET /download/1.2.3.4/setup',
      'GET /x/10.4.12.1/y',
      'GET /x/84.23.17.9',
      'Tool/84.23.17.9 x',
      'Chrome/84.23.17.9:1',
      'nginx/84.23.17.9:80',
      'plugin upgraded from 84.23.17.8 to 84.23.17.9',
      'plugin downgraded from v4.23.17.8 to v4.23.17.9',
    ])
      expectHidden(line, 'none');
  });
});
