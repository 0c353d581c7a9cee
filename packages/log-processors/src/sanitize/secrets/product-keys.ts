import type { Detector } from '../detect/detector.js';

const KEY =
  /^["'`)\]]{0,2}(?:[ \t]?(?:[:=#]|=>|->)|[ \t](?:is|was|of))?[ \t]{0,2}["'`([]{0,2}((?=[A-Z-]{0,40}\d)(?=[\d-]{0,40}[A-Z])[A-Z\d]{4,6}(?:-[A-Z\d]{4,6}){3,7})(?![\w-])/;

/** `product key OAKNL-NOYA9-…`: groups of capitals and digits behind a word for what opens a program. */
export const productKeys: Detector = {
  keywords: [
    ...['product', 'license', 'licence', 'activation', 'registration', 'cd', 'serial', 'windows', 'lizenz'].flatMap(
      (of) => ['', ' ', '_', '-'].map((joint) => `${of}${joint}key`),
    ),
    ...[
      'serial number',
      'serial no',
      'lizenzschluessel',
      'lizenzschlussel',
      'produktschlussel',
      'cle de produit',
      '/ipk',
    ],
  ],
  at(text, _start, end, found) {
    const match = KEY.exec(text.slice(end, end + 80));
    const key = match?.[1];
    if (match === null || key === undefined) return end;
    const to = end + match[0].length;
    found.secret(to - key.length, to, 'named-secret');
    return to;
  },
};
