import type { Detector, Found } from '../detect/detector.js';
import { startsToken } from './token-shape.js';

const UNIT = /[A-Za-z0-9_-]/;
const LONGEST_PART = 16_384;
/** Base64url of the beginnings of JOSE headers: {"alg, {"typ, {"kid, {"enc, {"jku, {"jwk, {"x5t, {"cty, {"crit, {"ver. */
const JOSE_HEADER = /^eyJ(?:hbGci|0eXAi|raWQi|lbmMi|qa3Ui|qd2si|4NX|jdHki|jcml0|2ZXIi|ub25jZSI|wMnMi|zdWIi|6aXAi)/;

/** JSON Web Tokens (RFC 7519) in compact form, also cut off by a log's limit: header and dot, or a header that only JOSE has. */
export const jsonWebTokens: Detector = {
  keywords: ['eyj', 'zxlk'],
  at(text, start, end, found) {
    if (!startsToken(text, start) || !/^(?:eyJ|ZXlK)/.test(text.slice(start, start + 4))) return end;
    const header = endOfPart(text, start);
    if (header - start < 12) return header;
    let to = header;
    let parts = 1;
    while (parts < 5 && text.charAt(to) === '.' && (UNIT.test(text.charAt(to + 1)) || text.charAt(to + 1) === '.')) {
      to = endOfPart(text, to + 1);
      parts++;
    }
    const isToken =
      (parts >= 2 && to - header > 4) || (JOSE_HEADER.test(text.slice(start, start + 12)) && header - start >= 16);
    if (!isToken) return bodyInBase64(text, start, header, found);
    if (text.charAt(to) === '.') to++;
    found.secret(start, to, 'json-web-token');
    return to;
  },
};

/** The longest part that is decoded, in units. */
const LONGEST_BODY = 4_096;
const TELLS_SECRET = /"\w{0,32}(?:password|passwd|pwd|secret|token|api_?key)"\s?:\s?"[^"]/i;

/** `data=eyJ1c2Vy…`: an object with a secret in it, as base64 hides it from whoever only reads names. Returns where it ends. */
function bodyInBase64(text: string, start: number, end: number, found: Found): number {
  const rest = /^(?:(?!eyJ)[\w+/-]){0,4096}={0,2}/.exec(text.slice(end, end + LONGEST_BODY))?.[0] ?? '';
  const body = text.slice(start, Math.min(end + rest.length, start + LONGEST_BODY));
  if (!TELLS_SECRET.test(Buffer.from(body, 'base64').toString('utf8'))) return end;
  found.secret(start, end + rest.length, 'object-in-base64');
  return end + rest.length;
}

function endOfPart(text: string, from: number): number {
  const limit = Math.min(text.length, from + LONGEST_PART);
  let at = from;
  while (at < limit && UNIT.test(text.charAt(at))) at++;
  return at;
}
