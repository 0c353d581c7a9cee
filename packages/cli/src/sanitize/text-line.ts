import type { Sanitizer } from '@otelseal/log-processors';

import { asciiJson } from '../output/escape-for-terminal.js';
import { jsonStringLine } from './json-string-line.js';
import type { LineRewriter } from './line-rewriter.js';

/**
 * One JSON string, so that a text may hold line feeds, becomes one JSON string; so does a line of any other text.
 * Bytes that are not UTF-8 become U+FFFD.
 */
export function textLineSanitizer(sanitizer: Sanitizer): LineRewriter {
  const rewrite = (line: Buffer): string => {
    const text = line.toString('utf8');
    return asciiJson(sanitizer.sanitizeText(jsonStringLine(text) ?? text));
  };
  return { rewrite, passedOver: 0 };
}
