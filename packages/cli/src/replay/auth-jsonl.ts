import { isUtf8 } from 'node:buffer';
import { readRfc3339 } from '../options/rfc3339-time.js';
import { parseOtlpJson } from '../sources/otlp-json.js';
import { isReplayLabel, type ReplayedRecord } from './replayed-record.js';

/**
 * Longest text of one field in UTF-16 units; real names and addresses are far shorter. Of a longer one the beginning counts: whoever
 * tries overlong names must not get out of sight by them.
 */
const MAX_TEXT = 1_024;

const FIELDS = Object.freeze(['ts', 'user', 'ip', 'outcome', 'reason', 'service', 'session', 'label']);

/**
 * One line of `--format auth-jsonl`: `{ts, user, ip, outcome, reason?, service?, session?}`, and `label` (`attack` or `benign`) where
 * the truth is known. Fields of other names are passed over. Bytes that are not UTF-8 count as U+FFFD: what an attacker types for a name
 * must not take his line out of sight.
 */
export function readAuthLine(bytes: Buffer, place: string): ReplayedRecord | { readonly refusal: string } {
  const line = parseOtlpJson(isUtf8(bytes) ? bytes : Buffer.from(bytes.toString('utf8')));
  if ('refusal' in line) return line;
  const { value } = line;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { refusal: 'it is not a JSON object' };
  const fields = new Map(
    FIELDS.map((name) => [name, Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined]),
  );
  const wrong = FIELDS.find(
    (name) => !isText(fields.get(name)) && !(fields.get(name) === undefined || fields.get(name) === null),
  );
  if (wrong !== undefined) return { refusal: `${wrong} is not a text` };
  const text = (name: string): string | undefined =>
    (fields.get(name) as string | null | undefined)?.slice(0, MAX_TEXT);

  const missing = ['ts', 'user', 'ip', 'outcome'].find((name) => text(name) === undefined);
  if (missing !== undefined) return { refusal: `${missing} is missing` };
  const time = readRfc3339(text('ts') as string);
  if (time === undefined) return { refusal: 'ts is not a time such as 2026-11-23T10:00:00Z (RFC 3339)' };
  const outcome = text('outcome');
  if (outcome !== 'success' && outcome !== 'failure') return { refusal: 'outcome is neither success nor failure' };
  const label = text('label');
  if (label !== undefined && !isReplayLabel(label)) return { refusal: 'label is neither attack nor benign' };

  return {
    timeMs: time.ms,
    eventName: `security.authn.login.${outcome}`,
    attributes: attributesOf(outcome, text),
    recordId: place,
    ...(label === undefined ? {} : { label }),
  };
}

function attributesOf(outcome: string, text: (name: string) => string | undefined): Readonly<Record<string, unknown>> {
  const user = text('user');
  const given: Record<string, unknown> = {
    'audit.actor.id': user,
    'audit.actor.type': 'user',
    'audit.outcome': outcome,
    'audit.target.id': user,
    'audit.target.type': 'account',
    'client.address': text('ip'),
    'security.category': 'authentication',
    'security.reason': text('reason'),
    'session.id': text('session'),
    'service.name': text('service'),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
