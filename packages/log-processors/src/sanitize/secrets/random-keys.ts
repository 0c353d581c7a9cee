import type { Detector } from '../detect/detector.js';
import { entropyOf } from './randomness.js';

const VALUE = /^\s{0,3}:\s{0,3}\\{0,3}["']([A-Za-z0-9+_=-]{32,256})\\{0,3}["']/;

/** `"key": "…"` says little, so its value must be long, of both cases, with digits, and as random as base64. */
export const randomKeys: Detector = {
  keywords: ['"key"', "'key'", '"key\\"'],
  at(text, _start, end, found) {
    const match = VALUE.exec(text.slice(end, end + 280));
    if (match === null) return end;
    const value = match[1] as string;
    if (!/\d/.test(value) || !/[a-z]/.test(value) || !/[A-Z]/.test(value) || entropyOf(value) < 4) return end;
    const from = end + match[0].indexOf(value);
    found.secret(from, from + value.length, 'random-key');
    return from + value.length;
  },
};
