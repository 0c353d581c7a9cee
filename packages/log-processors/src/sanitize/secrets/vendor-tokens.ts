import type { Detector } from '../detect/detector.js';
import { entropyOf, isPlaceholder } from './randomness.js';
import { hasRightChecksum } from './token-checksum.js';
import { TokenShape } from './token-shape.js';
import type { VendorToken } from './vendor-token.js';
import { VENDOR_TOKENS } from './vendor-token-table.js';

const LEAST_ENTROPY = 2.5;

/** One detector per shape in the table of vendors' tokens. */
export function vendorTokenDetectors(): Detector[] {
  return VENDOR_TOKENS.map(tokenDetector);
}

function tokenDetector({ rule, shape: source, entropy, checksum, alternates = false }: VendorToken): Detector {
  const entropyFloor = entropy ?? LEAST_ENTROPY;
  const shape = new TokenShape(source);
  const hasWiderAlphabet = /<(?:alnum|upper|url|base64)/.test(source);
  return {
    keywords: [shape.keyword],
    at(text, start, end, found) {
      const token = shape.match(text, start);
      if (token === undefined) return end;
      const body = text.slice(token.start, token.end);
      if (checksum !== undefined && hasRightChecksum(body, checksum)) {
        found.secret(token.start, token.end, rule);
        return token.end;
      }
      // What is judged as a placeholder is not looked at again from its middle; other rules still see it.
      if (entropyOf(body) < entropyFloor || isPlaceholder(body) || !isMixed(text.slice(end, token.end)))
        return token.end;
      if (alternates && !doesAlternate(text.slice(end, token.end))) return token.end;
      if (hasWiderAlphabet && HEXADECIMAL.test(body)) return token.end; // an id of this service that happens to begin so
      found.secret(token.start, token.end, rule);
      return token.end;
    },
  };
}

/** Sixteen random letters and digits without one beyond f: one token in 50,000. */
const HEXADECIMAL = /^[0-9a-f]{16,}$/;

/** Random letters hold a digit or both cases; `comp_business_unit_total` holds neither. */
function isMixed(body: string): boolean {
  return /\d/.test(body) || (/[a-z]/.test(body) && /[A-Z]/.test(body)) || /^[A-Z]{16,}$/.test(body) || body.length < 8;
}

const CHANGES = /(?<=[a-z])(?=[A-Z\d])|(?<=[A-Z])(?=[a-z\d])|(?<=\d)(?=[A-Za-z])/g;

/** `TestEnvironmentForPerformance1` changes between capitals, small letters and digits at every fourth place, what is random at every second. */
function doesAlternate(body: string): boolean {
  const changes = body.match(CHANGES)?.length ?? 0;
  return changes * (/\d/.test(body) ? 3 : 2) >= body.length;
}
