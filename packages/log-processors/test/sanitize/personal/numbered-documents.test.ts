import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a number of a document or an office in a text', () => {
  it('goes where the kind of document stands before it', () => {
    for (const line of [
      'document=passport number=⟦C01X00T47⟧',
      'type: "passport", number: "⟦C01X00T47⟧"',
      'Reisepass, Nummer: ⟦C01X00T47⟧',
      'passeport numero=⟦C01X00T47⟧',
      'pasaporte numero: ⟦C01X00T47⟧',
      'Personalausweis nummer=⟦L01X00T47⟧',
      'Ausweis nummer: ⟦L01X00T47⟧',
      'identity card number=⟦L01X00T47⟧',
      'identity_card number=⟦L01X00T47⟧',
      'id card number: ⟦L01X00T47⟧',
      'id-card number: ⟦L01X00T47⟧',
      'driving licence number=⟦L01X00T47⟧',
      'driver license number=⟦L01X00T47⟧',
      'Führerschein nummer=⟦L01X00T47⟧',
      'Fuehrerschein nummer=⟦L01X00T47⟧',
      'Fuhrerschein nummer=⟦L01X00T47⟧',
      '"type":"cpf","number":"⟦52998224725⟧"',
      '"kind": "pesel", "number": "⟦96040166657⟧"',
      'type : cpf, number: ⟦52998224725⟧',
      'tipo=dni numero=⟦12345678Z⟧',
      'tipo=cpf numero=⟦529.982.247-25⟧',
    ])
      expectHidden(line, 'national-id');
  });

  it('stays where another stands before it', () => {
    for (const line of [
      'document=invoice number=C01X00T47',
      'passport number=⟦123456789⟧',
      'passport number=ABCDEFGHI',
      'passport number=C01X0',
      'passport number=(nr=⟦C01X00T47⟧',
      'passport number="(nr=⟦C01X00T47⟧',
      'passport number=⟦c01x00t47⟧',
      'passport number=C01X00T47890123456789',
      'passport number=⟦C01X00T47⟧-x',
      'passport number ⟦C01X00T47⟧',
      'passport numbers=C01X00T47',
      '"type":"cpf","number":"⟦52998224726⟧"',
      '"type":"invoice","number":"52998224725"',
      'the passport of the traveller, who came late and had to wait for long, number=C01X00T47',
    ])
      expectHidden(line, 'national-id');
  });

  it('goes in the lines that machines read', () => {
    for (const line of [
      '⟦P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<⟧',
      '⟦IDD<<T220001293<<<<<<<<<<<<<<<⟧',
      '⟦I<UTOD231458907<<<<<<<<<<<<<<<⟧',
      '⟦7408122F1204159UTO<<<<<<<<<<<6⟧',
      '⟦L898902C36UTO7408122F1204159ZE184226B<<<<<10⟧',
      'X<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
      'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<',
      'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<',
      '7408122Q1204159UTO<<<<<<<<<<<6',
      'XBCDE122F1204159UTO<<<<<<<<<<<',
      'XBCDEF2F1204159UTO<<<<<<<<<<<6',
      'a << b << c',
    ])
      expectHidden(line, 'national-id');
  });

  it('goes by its grouping and its check digit', () => {
    for (const line of [
      'ssn ⟦123-45-6789⟧',
      'x=%20⟦123-45-6789⟧',
      'aadhaar ⟦2345 6789 0124⟧',
      'Aadhar no ⟦9876 5432 1012⟧',
      'aaadhaaar: ⟦4991 1866 5246⟧',
      'UIDAI says ⟦3141 5926 5351⟧',
      'aadhaar ⟦5555 6666 7771⟧, ⟦2040 6080 1351⟧',
      'number 2345 6789 0124',
      'aadhaar 1 2345 6789 0124',
      'aadhaar ⟦2345 6789 0124⟧ 5',
      'aadhaar ⟦2345 6789 0124⟧.5',
      'aadhaar x2345 6789 0124',
      'aadhaar, as the office in the town where the person was born long ago has it in the book of its people: 2345 6789 0124',
      'the aadhaar that was read is ⟦3847 5461 0271⟧',
      'the aadhaar that was read is ⟦6183 2166 3019⟧',
      'the aadhaar that was read is ⟦4174 3835 9053⟧',
      'the aadhaar that was read is ⟦7844 6156 3143⟧',
      'the aadhaar that was read is ⟦5679 0595 7531⟧',
      'the aadhaar that was read is ⟦5775 7067 9572⟧',
      'the aadhaar that was read is ⟦8662 1721 9820⟧',
      'the aadhaar that was read is ⟦4031 0988 4334⟧',
      'the aadhaar that was read is ⟦9780 2950 9682⟧',
      'the aadhaar that was read is ⟦3343 9205 8542⟧',
      'the aadhaar that was read is ⟦5801 5823 7584⟧',
      'the aadhaar that was read is ⟦9206 3610 6587⟧',
      'the aadhaar that was read is ⟦6907 0495 7960⟧',
      'the aadhaar that was read is ⟦3982 1494 8159⟧',
      'the aadhaar that was read is 3847 5461 0278',
      'the aadhaar that was read is 6183 2166 3010',
      'the aadhaar that was read is 4174 3835 9056',
      'the aadhaar that was read is 7844 6156 3146',
      'the aadhaar that was read is 5679 0595 7538',
      'the aadhaar that was read is 5775 7067 9577',
      'login s00000000:⟦123456782⟧',
      'login s00000000:123456783',
      'login xs00000000:123456782',
      'found .529.982.247-25',
      'found -529.982.247-25',
      'found 529.982.247-25.1',
      'found 529.982.247-25x',
      'found %20⟦529.982.247-25⟧',
    ])
      expectHidden(line, 'national-id');
  });
});
