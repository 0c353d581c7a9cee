import type { Detector } from '../detect/detector.js';
import type { FieldNames } from '../keys/field-names.js';

/** Two or three lines of 30, 36 or 44 units (ICAO 9303): the kind and the issuer, or the birth, the sex and the expiry. */
const NAMES_HOLDER = /^[PIACV][A-Z<][A-Z<]{3}[A-Z0-9<]+$/;
const TELLS_BIRTH = /\d{6}\d[MFX<]\d{6}\d/;
const ZONE_UNIT = /[A-Z0-9<]/;

/** The lines of a passport or an identity card that machines read. */
export const machineReadableZones: Detector = {
  keywords: ['<<'],
  at(text, start, _end, found) {
    let from = start;
    while (start - from < 45 && ZONE_UNIT.test(text.charAt(from - 1))) from--;
    let to = start;
    while (to - from < 45 && ZONE_UNIT.test(text.charAt(to))) to++;
    const line = text.slice(from, to);
    if (/^(?:30|36|44)$/.test(String(line.length)) && (NAMES_HOLDER.test(line) || TELLS_BIRTH.test(line)))
      found.personal(from, to, 'national-id');
    return to;
  },
};

const DOCUMENT =
  /(?:passport|reisepass|passeport|pasaporte|personalausweis|ausweis|identity[ _-]?card|id[ _-]?card|driv\w+[ _-]?licen[cs]e|f(?:ü|ue?)hrerschein)/i;
const NUMBER = /^["']?[ \t]?[=:][ \t]?["']?([A-Z0-9](?:[ ./-]?[A-Z0-9]){5,17})(?![\w-])/;
/** `"type":"cpf"`: what is called so in a field beside it. */
const KIND =
  /(?:type|kind|tipo|typ|art|document|doc)["']?[ \t]?[=:][ \t]?["']?([\p{L}\d _-]{2,32})["']?[,; \t]{1,3}["']?$/iu;

/** `document=passport number=…`: the kind of a document stands in another field, or a few words before. */
export function numberedDocuments(names: FieldNames): Detector {
  return {
    keywords: ['number=', 'number"', 'number:', 'nummer=', 'nummer"', 'nummer:', 'numero=', 'numero"', 'numero:'],
    at(text, start, end, found) {
      const match = NUMBER.exec(text.slice(end - 1, end + 28));
      if (match === null) return end;
      const number = match[1] as string;
      const before = text.slice(Math.max(0, start - 56), start);
      const isMixed = /^(?=.*[A-Z])(?=.*\d)[A-Z0-9]{7,12}$/.test(number);
      const kind = KIND.exec(before)?.[1];
      const isOfKind = kind !== undefined && names.of(kind).personal.some(({ accepts }) => accepts(number));
      if (!isOfKind && !(isMixed && DOCUMENT.test(before))) return end;
      const to = end - 1 + match[0].length;
      found.personal(to - number.length, to, 'national-id');
      return to;
    },
  };
}
