import type { Manifest } from './manifest.js';

/**
 * For the auditor who gets the folder. No text that strangers could have chosen is in it: names of services and sources stand in the
 * manifest alone.
 */
export function bundleReadme({
  tool,
  exported,
  range,
  files,
}: Pick<Manifest, 'tool' | 'exported' | 'range'> & { readonly files: readonly string[] }): string {
  const said = ([name]: readonly [string, string]): boolean => files.includes(name);
  const table = CONTENTS.filter(said).map(([name, text]) => `- \`${name}\`: ${text}`);
  const span = `${range.from === '' ? 'the beginning' : range.from} to ${range.to === '' ? 'the end' : range.to}`;
  return `# Evidence from a sealed audit log

Exported by ${tool} at ${exported}. It covers what was sealed from ${span}, of the streams that \`manifest.json\` names.
It holds personal data: keep it where the log itself may be kept.

## Check it

You need the command \`otelseal\` (\`npm install @otelseal/cli\`, Node.js 22.15 or newer), this folder, and no network.
You also need a trust file: which keys may seal for which services. **Get it from the operator by another way than this
folder**, and compare its keys with a copy that you already have, or by telephone. A trust file in this folder is only what the exporter
claims: who can change the records can change it, too.

    otelseal evidence verify FOLDER --trust TRUST_FILE

The first line is the verdict:

- INTACT (exit code 0): nothing was changed, removed, inserted or reordered within the range, and keys that your trust file believes sealed it.
- NOT INTACT (1): something was, and where. Also when a file of this folder is not the one that was exported.
- NOT PROVEN (2): nothing contradicts it, but less is proven than was asked, for the reason that is named.

The lines that begin with \`coverage:\` say what the verdict is not about. A bundle proves a range and says nothing of what lies outside it.
Nobody has signed \`manifest.json\`, this text and the list of digests. To be sure that the folder is the one that was exported, ask the exporter for the
SHA-256 of \`SHA256SUMS\` that the export printed, and give it as \`--sha256\`. Streams that went on at the time of the export are proven only so, and
that records which are gone had become too old to be kept, because when that was is the exporter's word. Say with \`--from\` and \`--to\` which range you asked for: a folder that covers less is refused.

## What is here

${table.join('\n')}

## Check it without our command

\`sha256sum -c SHA256SUMS\` says whether the files are whole. The rest is written in SPEC.md of the package \`@otelseal/audit-integrity\`,
from which anybody can write a verifier: every record carries its signed text in \`audit.payload\`; its SHA-256 with a zero byte in front is a leaf of
an RFC 6962 tree, each leaf names the one before it, and records named \`audit.checkpoint\` carry the tree's root, signed with Ed25519 as a C2SP signed note, and the
proof of their last leaf. The record \`audit.open\` of each stream, and each \`audit.rotate\`, carry the certificate of the key that signed,
which a root in your trust file must have signed. Cosignatures of witnesses stand under the checkpoints.
`;
}

const CONTENTS: readonly (readonly [string, string])[] = [
  [
    'records.otlp.jsonl',
    'the records as a file had them, OTLP JSON lines; checkpoints and certificates are records among them',
  ],
  [
    'records.loki.jsonl',
    'the records as Loki gave them, one a line; checkpoints and certificates are records among them',
  ],
  [
    'records.elasticsearch.jsonl',
    'the records as Elasticsearch or OpenSearch gave them, one a line; checkpoints and certificates are records among them',
  ],
  ['claimed-trust.json', 'the trust file that the exporter used, for comparison; the command never reads it'],
  ['witness-directory.jsonl', "a witness's list of the streams that it saw, signed by it"],
  ['manifest.json', 'what was exported, from where, when, which range, how much, and the verdict at that time'],
  ['SHA256SUMS', 'the digest of every other file'],
];
