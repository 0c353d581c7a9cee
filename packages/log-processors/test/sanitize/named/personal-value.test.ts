import { describe, expect, it } from 'vitest';
import { decodeControls } from '../../../src/sanitize/decode-controls.js';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';

const sanitizer = createSanitizer({ personal: { geo: 'mask', mac: 'mask', phone: 'mask' } });
const clean = (line: string) => decodeControls(sanitizer.sanitizeText(line.replaceAll(/[⟦⟧]/g, '')));
const wanted = (line: string, kind: string) => line.replaceAll(/⟦[^⟧]*⟧/g, `[REDACTED:${kind}]`);

describe('a coordinate behind its name', () => {
  it.each([
    'lat=⟦52.52000⟧ x',
    'lat: ⟦-52.5201⟧, x',
    'latitude=⟦52.52⟧ x',
    'lat=⟦52.52⟧, lon=⟦13.40⟧',
    'lon=⟦13.40⟧ lat=⟦52.52⟧',
    '"lat": "⟦52.52⟧", "lng": "⟦13.40⟧"',
    "'lat' : '⟦-52.25⟧' , 'longitude' : '⟦-113.40⟧'",
    'geo: ⟦52.5200, 13.4050⟧ x',
    'coordinates: ⟦52.5200,-13.4050⟧ x',
  ])('%s', (line) => {
    expect(clean(line)).toBe(wanted(line, 'geo'));
  });

  it.each([
    'lat=0.012 x',
    'lat=0.0123s x',
    'lat=12.34567 ms x',
    'lat=12.34567us x',
    'lat=12.34567 seconds x',
    'lat=5.5, lon=13.4',
    'lat=52.52, lon=13.40ms',
    'lat=52.52, lon=13.407 us',
    'lat=52.52, lon=13',
    `lat=52.52, ${'x'.repeat(64)} lon=x`,
  ])('is none that is a latency: %s', (line) => {
    expect(clean(line)).toBe(line);
  });
});

describe('a number behind its name', () => {
  it.each([
    'phone ⟦03012345678⟧ x',
    'phone number is: ⟦03012345678⟧ x',
    'phone: ⟦030 / 1234567⟧ x',
    'phone: ⟦+49 (30) 1234567⟧ x',
    'phone: ⟦030-1234567⟧, 12 x',
    'phone: ⟦030 1234567⟧ Next',
  ])('%s', (line) => {
    expect(clean(line)).toBe(wanted(line, 'phone'));
  });

  it.each(['mac: ⟦00:1b:44:11:3a:b7⟧ x', 'mac_address=⟦00-1B-44-11-3A-B7⟧ x'])('%s', (line) => {
    expect(clean(line)).toBe(wanted(line, 'mac'));
  });

  it.each(['phone-03012345678 x', 'phone - 03012345678', 'phone 12 x', 'phone x03012345678', 'the phone; 03012345678'])(
    'is none: %s',
    (line) => {
      expect(clean(line)).toBe(line);
    },
  );
});
