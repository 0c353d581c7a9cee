import type { Detector, Found } from '../detect/detector.js';
import { entropyOf, looksRandom } from './randomness.js';

const MEMBER = /^\s{0,3}:\s{0,3}\\{0,3}["']([A-Za-z0-9+_=-]{32,256})\\{0,3}["']/;
/** `encrypt = "…"` of Consul, `expected key "…"`: with the slashes of base64. */
const QUOTED = /^(?:\s{0,16}=\s{0,3})?\\{0,3}["']([A-Za-z0-9+/_-]{32,256}={0,2})\\{0,3}["']/;
const FINDS_OR_SHOWS =
  /(?:public|cache|object|s3|row|sort|partition|primary|foreign|map|lookup|idempotency|dedup|host|site|message|routing|unique|record|for)[ _-]?$/i;

/** `"key": "…"` and `key "…"` say little, so the value must be long, of both cases, with digits, and as random as base64. */
export const randomKeys: Detector = {
  keywords: [
    '"key"',
    "'key'",
    '"key\\"',
    'key "',
    "key '",
    'key \\"',
    'encrypt =',
    'encrypt=',
    'key #x',
    'key=',
    ...['"encrypt"', '"encrypt\\"', "'encrypt'", 'key = aq', 'key: aq', '"key": "aq', '"key":"aq'],
  ],
  at(text, start, end, found) {
    const keyword = text.slice(start, end).toLowerCase();
    if (keyword === 'key 0x') return keyOfKeytab(text, start, end, found);
    if (keyword === 'key=') return bareKey(text, start, end, found);
    if (keyword.endsWith('aq')) return keyOfCeph(text, end, found);
    const isMember = /^["']/.test(keyword);
    if (isMember && keyword.includes('encrypt')) return gossipKey(text, end, found);
    if (!isMember && FINDS_OR_SHOWS.test(text.slice(Math.max(0, start - 12), start))) return end;
    const valueFrom = isMember ? end : start + (keyword.startsWith('key') ? 'key '.length : 'encrypt'.length);
    const match = (isMember ? MEMBER : QUOTED).exec(text.slice(valueFrom, valueFrom + 320));
    if (match === null) return end;
    const value = match[1] as string;
    if (!/\d/.test(value) || !/[a-z]/.test(value) || !/[A-Z]/.test(value) || entropyOf(value) < 4) return end;
    const from = valueFrom + match[0].indexOf(value);
    found.secret(from, from + value.length, 'random-key');
    return from + value.length;
  },
};

/** A key of Ceph: 28 bytes, of which the first two say its type. */
function keyOfCeph(text: string, end: number, found: Found): number {
  const key = /^[A-Za-z0-9+/]{36}==(?![\w+/=])/.exec(text.slice(end, end + 40))?.[0];
  if (key === undefined || !text.startsWith('AQ', end - 2)) return end;
  found.secret(end - 2, end + key.length, 'random-key');
  return end + key.length;
}

/** `"encrypt": "…"` of Consul and Nomad: sixteen bytes or 32 in base64. */
function gossipKey(text: string, end: number, found: Found): number {
  const match = /^\s{0,3}:\s{0,3}\\{0,3}["']([A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{43}=)\\{0,3}["']/.exec(
    text.slice(end, end + 64),
  );
  if (match === null) return end;
  const from = end + match[0].indexOf(match[1] as string);
  found.secret(from, from + (match[1] as string).length, 'random-key');
  return end + match[0].length;
}

/** A key of Kerberos as the tools for keytabs print it: `keytab entry key 0x…`. */
function keyOfKeytab(text: string, start: number, end: number, found: Found): number {
  const key = /^[0-9a-f]{32,128}(?!\w)/i.exec(text.slice(end, end + 130))?.[0];
  if (key === undefined || !/keytab|etype|kvno/i.test(text.slice(Math.max(0, start - 96), end + key.length + 48)))
    return end;
  found.secret(end, end + key.length, 'random-key');
  return end + key.length;
}

/** `?cron_key=…`: what the key of a URL's query is for; what it finds is no secret. */
const KEY_OF_LINK = /[?&]([a-z]{2,24}[_-])$/i;
/** Words before `key=…` that say for what it is. */
const KEY_OF_USE =
  /\b(?:hmac|aes|api|secret|signing|encryption|decryption|master|private|shared|webhook|service)[ _.-]?key|\baes-?(?:128|192|256)|keytab|ktutil|kvno|netrc\b|\bkey for (?:the )?api\b/i;

/** `api_key.created by=jo key=…`: random, where the words before say what it is for. */
function bareKey(text: string, start: number, end: number, found: Found): number {
  if (text.startsWith('AQ', end)) {
    const to = keyOfCeph(text, end + 2, found);
    if (to > end + 2) return to;
  }
  const ofLink = KEY_OF_LINK.exec(text.slice(Math.max(0, start - 32), start))?.[1];
  if (ofLink === undefined && /[\w.$-]/.test(text.charAt(start - 1))) return end;
  const key = /^[A-Za-z0-9_-]{32,256}(?=$|[\s,;&)}\]"'#])/.exec(text.slice(end, end + 260))?.[0];
  if (key !== undefined && ofLink !== undefined && !FINDS_OR_SHOWS.test(ofLink) && looksRandom(key)) {
    found.secret(end, end + key.length, 'random-key');
    return end + key.length;
  }
  if (
    key === undefined ||
    ofLink !== undefined ||
    !KEY_OF_USE.test(text.slice(Math.max(0, start - 96), start)) ||
    !looksRandom(key)
  )
    return end;
  found.secret(end, end + key.length, 'random-key');
  return end + key.length;
}
