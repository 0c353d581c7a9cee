import { asciiJson } from '../output/escape-for-terminal.js';
import type { Investigation } from './investigation.js';

/** No text in JSON begins a line, so that this stands nowhere else. */
const NO_ROWS = '\n  "rows": []';

/** The story as JSON in ASCII, row by row: all rows of hostile texts at once would be larger than a string can be. */
export function* investigationJson(story: Investigation): Generator<string, void, undefined> {
  const whole = asciiJson({ ...story, rows: [] }, 2);
  const at = whole.indexOf(NO_ROWS);
  yield whole.slice(0, at);
  yield '\n  "rows": [';
  let between = '';
  for (const row of story.rows) {
    yield `${between}\n${asciiJson(row, 2).replace(/^/gm, '    ')}`;
    between = ',';
  }
  yield `${story.rows.length === 0 ? '' : '\n  '}]`;
  yield `${whole.slice(at + NO_ROWS.length)}\n`;
}
