import { type Document, parseAllDocuments } from 'yaml';

import { CheckedMembers } from './checked-members.js';
import { readCorrelation } from './read-correlation.js';
import { readDetection } from './read-detection.js';
import { SigmaError } from './sigma-error.js';
import type { SigmaLevel, SigmaRule } from './sigma-rule.js';

const MAX_BYTES = 262_144;
const MAX_RULES = 128;
const LEVELS: readonly SigmaLevel[] = ['informational', 'low', 'medium', 'high', 'critical'];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** Known to Sigma, without meaning for what is generated. */
const NOTES = ['status', 'author', 'date', 'modified', 'license', 'related'];

/**
 * Reads the rules of one Sigma file, strictly: what is not understood is refused, never passed over.
 *
 * @param text YAML with one rule a document
 * @param file its name, for messages
 * @throws {SigmaError}
 * @experimental
 */
export function readSigma(text: string, file: string): SigmaRule[] {
  if (Buffer.byteLength(text) > MAX_BYTES) {
    throw new SigmaError('ERR_SIGMA_SYNTAX', file, `is larger than ${MAX_BYTES} bytes`);
  }
  const documents = parseAllDocuments(text, { schema: 'core', uniqueKeys: true });
  if (!Array.isArray(documents)) return [];
  if (documents.length > MAX_RULES) throw new SigmaError('ERR_SIGMA_SYNTAX', file, `has more than ${MAX_RULES} rules`);
  return documents.map((document, index) => {
    const [error] = document.errors;
    if (error !== undefined) throw new SigmaError('ERR_SIGMA_SYNTAX', file, error.message, { cause: error });
    const source = file.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/, '');
    return readRule(toValue(document, file), source, `${file}, rule ${index + 1}`);
  });
}

function toValue(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw new SigmaError('ERR_SIGMA_UNSUPPORTED', file, 'write aliases of YAML out', { cause });
  }
}

function readRule(value: unknown, source: string, at: string): SigmaRule {
  const members = new CheckedMembers(value, at);
  const name = members.text('name');
  if (!/^[a-z][a-z0-9_]{2,63}$/.test(name)) {
    throw new SigmaError('ERR_SIGMA_SYNTAX', at, `\`name: ${name}\` must be lower-case letters, digits and _`);
  }
  const place = `${at} (${name})`;
  const id = members.text('id');
  if (!UUID.test(id)) throw new SigmaError('ERR_SIGMA_SYNTAX', place, '`id` must be a random UUID, version 4');
  members.ignore(...NOTES);
  const head = {
    place,
    source,
    title: members.text('title'),
    id,
    name,
    description: members.text('description'),
    level: members.oneOf('level', LEVELS),
    tags: members.texts('tags'),
    falsePositives: members.texts('falsepositives'),
    references: members.texts('references'),
    fields: members.texts('fields'),
    runbook: readOperations(members.take('otelseal'), place),
  };
  if (members.has('correlation')) {
    const correlation = readCorrelation(members.take('correlation'), place);
    members.end();
    return { kind: 'correlation', ...head, ...correlation };
  }
  members.ignore('logsource');
  const filter = readDetection(members.take('detection'), place);
  members.end();
  return { kind: 'detection', ...head, filter };
}

/** Our own member: the runbook, and where the threshold comes from. */
function readOperations(value: unknown, place: string): string | undefined {
  if (value === undefined) return undefined;
  const members = new CheckedMembers(value, `${place}, otelseal`);
  const runbook = members.optionalText('runbook');
  members.ignore('threshold');
  members.end();
  if (runbook !== undefined && !/^[a-z][a-z-]{2,63}$/.test(runbook)) {
    throw new SigmaError('ERR_SIGMA_SYNTAX', place, `\`runbook: ${runbook}\` must be lower-case letters and -`);
  }
  return runbook;
}
