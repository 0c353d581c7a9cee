import type { Sanitizer } from '@otelseal/log-processors';

import { asciiJson } from '../output/escape-for-terminal.js';
import type { LineRewriter } from './line-rewriter.js';

/** Any text becomes one JSON string. Bytes that are not UTF-8 become U+FFFD. */
export function textLineSanitizer(sanitizer: Sanitizer): LineRewriter {
  return { rewrite: (line) => asciiJson(sanitizer.sanitizeText(line.toString('utf8'))), passedOver: 0 };
}
