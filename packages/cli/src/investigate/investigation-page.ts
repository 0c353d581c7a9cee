import { createHash } from 'node:crypto';

import { escapeForHtml } from '../output/escape-for-html.js';
import type { Investigation, JudgedRow } from './investigation.js';
import { evidence, summaryLines } from './investigation-text.js';

const STYLE = `:root{color-scheme:light dark;font:15px/1.45 system-ui,sans-serif}
body{margin:2rem auto;max-width:100rem;padding:0 1rem}
h1{font-size:1.3rem;overflow-wrap:anywhere}
.verdict{border-left:.4rem solid;padding:.5rem 1rem;overflow-wrap:anywhere}
.intact{border-color:#1a7f37}.not-intact{border-color:#cf222e}.not-proven{border-color:#bf8700}
table{border-collapse:collapse;width:100%;font-size:.87rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid #8884;overflow-wrap:anywhere}
th{position:sticky;top:0;background:Canvas}
td:first-child{white-space:nowrap;font-variant-numeric:tabular-nums}
.evidence{font-size:.8rem;opacity:.75}
.incident td{background:#bf870022}.gap td{background:#8883}
.doubt td{background:#cf222e1c}.doubt .evidence{opacity:1;font-weight:600}
@media print{th{position:static}body{margin:0}}`;

/** Nothing is loaded, run or sent; the one style is the one above. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

const COLUMNS = ['time', 'severity', 'outcome', 'event', 'actor', 'client', 'session', 'target'] as const;

/** The story as one HTML page that stands alone and has no script, piece by piece. Every text of a log is escaped. */
export function* investigationPage(story: Investigation): Generator<string, void, undefined> {
  const title = escapeForHtml(`${story.subject.kind} ${story.subject.value}`);
  const [verdict, ...summary] = summaryLines(story).map(escapeForHtml);
  const kind = { INTACT: 'intact', 'NOT INTACT': 'not-intact', 'NOT PROVEN': 'not-proven' }[story.verdict];
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
<p class="verdict ${kind}">${verdict}</p>
<ul>
${summary.map((line) => `<li>${line}</li>`).join('\n')}
</ul>
<table>
<thead><tr>${[...COLUMNS, 'what happened'].map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>
`;
  for (const row of story.rows) yield `${rowOf(row)}\n`;
  yield `</tbody>
</table>
</body>
</html>
`;
}

function rowOf(row: JudgedRow): string {
  const cells = COLUMNS.map((name) => `<td>${escapeForHtml(row[name])}</td>`).join('');
  const message = `<td>${escapeForHtml(row.message)}<div class="evidence">${escapeForHtml(evidence(row))}</div></td>`;
  return `<tr class="${row.what}${row.seal === 'sealed' ? '' : ' doubt'}">${cells}${message}</tr>`;
}
