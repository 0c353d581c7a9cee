import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe("a telephone number of a country's own notation", () => {
  it('goes in every grouping, where the words speak of a call', () => {
    for (const line of [
      'Rückruf ⟦01 23 45 67 89⟧',
      'Rückruf ⟦01.23.45.67.89⟧',
      'Rückruf ⟦01-23-45-67-89⟧',
      'Rückruf ⟦0171 555 0123⟧',
      'Rückruf ⟦0171/555 01 23⟧',
      'Rückruf ⟦030-555-01234⟧',
      'Rückruf ⟦06-12345678⟧',
      'Rückruf ⟦0612345678⟧',
      'Rückruf ⟦061234567890⟧',
      'Rückruf ⟦600 123 456⟧',
      'Rückruf ⟦600-123-4567⟧',
      'Rückruf ⟦612345678⟧',
      'Rückruf ⟦98765 43210⟧',
    ])
      expectHidden(line, 'phone');
  });

  it('stays where it is glued to something or too long', () => {
    for (const line of [
      'Rückruf x612345678',
      'Rückruf 612345678/2',
      'Rückruf 612345678x',
      'Rückruf 0171 555 0123,4',
      'Rückruf 0171 555 0123:4',
      'Rückruf ⟦0171 555 0123⟧, 4',
      'Rückruf ⟦0171 555 0123⟧: 4',
      'Rückruf 7 0171 555 0123',
      'Rückruf 7:0171 555 0123',
      'Rückruf +0171 555 0123',
      'Rückruf 512345678',
      'Rückruf 0012345678',
      'Rückruf 01 23.45 67 89',
      'Rückruf 600 123-456',
      'Rückruf (⟦0171 5550123⟧',
      'Rückruf 0171 555 0123 45678 9',
    ])
      expectHidden(line, 'phone');
  });

  it('goes behind each word that may speak of a call', () => {
    for (const line of [
      'call: ⟦0171 5550123⟧',
      'phone ⟦0171 5550123⟧',
      'mobile.. ⟦0171 5550123⟧',
      'tel. ⟦0171 5550123⟧',
      'tel ⟦(0171) 5550123⟧',
      'contact ⟦0171 5550123⟧',
      'ring ⟦0171 5550123⟧',
      'dial ⟦0171 5550123⟧',
      'text ⟦0171 5550123⟧',
      'sms: ⟦0171 5550123⟧',
      'call him on ⟦0171 5550123⟧',
      'phone her at ⟦0171 5550123⟧',
      'mobile of ada under ⟦0171 5550123⟧',
      'contact via ⟦0171 5550123⟧',
      'contact number ⟦0171 5550123⟧',
      'contact no ⟦0171 5550123⟧',
      'contact no. ⟦0171 5550123⟧',
      'kontakt nr ⟦0171 5550123⟧',
      'kontakt nr. ⟦0171 5550123⟧',
      'kontakt unter ⟦0171 5550123⟧',
      'numéro au ⟦06 12 34 56 78⟧',
      'ring al ⟦0171 5550123⟧',
      'ring op ⟦0171 5550123⟧',
      'ring på ⟦0171 5550123⟧',
      'texted to ⟦0171 5550123⟧',
      'cell = ⟦0171 5550123⟧',
      'contact: M. Petit, ⟦06 12 34 56 78⟧',
      'kontakt M. Petit: ⟦06 12 34 56 78⟧',
      'mobile Ada, ⟦0171 5550123⟧',
      'phone Ada,⟦0171 5550123⟧',
      'bitte ⟦0171 5550123⟧ anrufen',
      'bitte ⟦0171 5550123⟧ zurückrufen',
      'graag ⟦0171 5550123⟧ bellen',
      'merci ⟦0171 5550123⟧ appeler',
      'por favor ⟦0171 5550123⟧ llamar',
      'por favor ⟦0171 5550123⟧ ligar',
    ])
      expectHidden(line, 'phone');
  });

  it('stays without one, or behind one that names another number', () => {
    for (const line of [
      'recall 0171 5550123',
      'called_id ⟦0171 5550123⟧',
      'call him. Number ⟦0171 5550123⟧ x',
      'contact of ada is 0171 5550123',
      'bitte 0171 5550123 und anrufen',
      'Rückruf Auftragsnr 0171 5550123',
      'Rückruf Telefonnr ⟦0171 5550123⟧',
      'Rückruf Handynr ⟦0171 5550123⟧',
      'Rückruf Bestell-nr 0171 5550123',
      'Rückruf Vorgang #0171 5550123',
      'Rückruf order: 0171 5550123',
      'Rückruf zamówienie 0171 5550123',
      'Rückruf zamowienie 0171 5550123',
      'Rückruf version 0171 5550123',
      'Rückruf am 0171 5550123',
      'Rückruf until 0171 5550123',
      'Rückruf bis 0171 5550123',
      'Rückruf Auftrag von ⟦0171 5550123⟧',
      'Rückruf Vorauftrag ⟦0171 5550123⟧',
      'Rückruf 0171 5550123 bytes',
      'Rückruf 0171 5550123 rows',
      'Rückruf 0171 5550123 byte',
      'Rückruf 0171 5550123 row',
      'Rückruf 0171 5550123 frame',
      'Rückruf 0171 5550123 frames',
      'Rückruf 0171 5550123 item',
      'Rückruf 0171 5550123 items',
      'Rückruf 0171 5550123 record',
      'Rückruf 0171 5550123 records',
      'Rückruf 0171 5550123 file',
      'Rückruf 0171 5550123 files',
      'Rückruf 0171 5550123 times',
      'Rückruf ⟦0171 5550123⟧ time',
      'Rückruf ⟦0171 5550123⟧  rows',
      'Rückruf 1: ⟦0171 5550123⟧',
      'Rückruf 1- ⟦0171 5550123⟧',
      'Rückruf 0171 5550123 ms',
      'Rückruf ⟦0171 5550123⟧ msx',
      'Rückruf ⟦0171 5550123⟧, rows',
      'Rückruf\n0171 5550123',
      'Rückruf einer Kundin, die am Montag schon einmal hier war und fragt: 0171 5550123',
    ])
      expectHidden(line, 'phone');
  });
});
