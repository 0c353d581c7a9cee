import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a telephone number without its country', () => {
  it('goes where the words around speak of a call', () => {
    for (const line of [
      'rappeler Mme Girard au ⟦06.99.53.06.33⟧ avant 18h',
      'Rückruf unter ⟦0171 0596901⟧ erbeten',
      '(GP surgery ⟦0161 732 4425⟧)',
      'please call the patient on ⟦07700 900123⟧',
      'llamar al cliente al ⟦612 345 678⟧',
      'bel de klant terug op ⟦06-12345678⟧',
      'erreichbar unter ⟦0049 171 5550123⟧',
      '{"messaging_product":"whatsapp","to":"⟦31612719414⟧"}',
      '"","⟦00442089122901⟧","300","from-trunk","SIP/trunk-0001","ANSWERED"',
      'Dial("SIP/⟦00442079460958⟧@trunk")',
    ])
      expectHidden(line, 'phone');
  });

  it('is no number of an order, a day, a buffer or a queue', () => {
    for (const line of [
      'Auftrag 0171 0596901 wurde angerufen',
      'order 0161 732 4425 shipped',
      'called at 10:15:00 on 01 12 2026',
      'ring buffer 012 345 678 full',
      'phone home interval 0600 1200 1800',
      'hexdump 00000010 06 99 53 06 33 40 12 00',
      '{"to":"31612719414","queue":"orders"}',
      '{"from":"20261130","to":"20261231","report":"sms"}',
    ])
      expectHidden(line, 'phone');
  });
});

describe("a card's number", () => {
  it('goes behind the two letters of its network in a form of payment, and behind the name of an account', () => {
    expectHidden('FP CCVI⟦4597526932013522⟧/0928/A118203', 'pan');
    expectHidden('query accNo=⟦6214261810426710296⟧&txnTime=20261129101500', 'pan');
    expectHidden('batch MA4597526932013522 posted', 'pan');
    expectHidden('tracking 6214261810426710296 delivered', 'pan');
  });
});
