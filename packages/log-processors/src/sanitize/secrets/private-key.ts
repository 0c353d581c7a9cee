import type { Detector } from '../detect/detector.js';

const RULE = 'private-key';
/** What the body of a PEM block is made of, also inside JSON or shell strings where its line breaks are escaped. */
const BODY_UNIT = /[A-Za-z0-9+/=\s\\:,."'-]/;
const LONGEST_KEY = 32_768;
/** OpenVPN writes the keys that both sides share as blocks of hexadecimal or base64. */
const OF_OPENVPN = ' OpenVPN (?:Static key V\\d|tls-crypt-v2 (?:client|server) key)';
const SECRET_BLOCK = new RegExp(`^(?:[A-Z0-9 ]{0,24}PRIVATE KEY|${OF_OPENVPN})`);
const END_OF_SECRET_BLOCK = new RegExp(`^(?:[A-Z0-9 ]{0,24}PRIVATE KEY(?: BLOCK)?|${OF_OPENVPN})-{0,5}`);

/** PEM, OpenSSH, PGP and PuTTY private keys: whole, cut off, on one line or with escaped line breaks. */
export const privateKeys: Detector = {
  keywords: ['-----begin', '---- begin', 'putty-user-key-file-'],
  at(text, start, end, found) {
    const isPutty = text.charCodeAt(start) !== 0x2d;
    if (!isPutty && !SECRET_BLOCK.test(text.slice(end, end + 48))) return end;
    const limit = Math.min(text.length, start + LONGEST_KEY);
    const last = isPutty ? text.indexOf('Private-MAC:', end) : text.indexOf('-----END', end);
    if (last >= 0 && last < limit) {
      const closed =
        /^(?:Private-MAC: ?[0-9a-f]+|-----END(?: OpenVPN [\w -]{8,32}?-{5}|[A-Z0-9 ]{0,40}-{0,5}))/.exec(
          text.slice(last, last + 96),
        )?.[0].length ?? 0;
      found.secret(start, last + closed, RULE);
      return last + closed;
    }
    let to = end;
    while (to < limit && BODY_UNIT.test(text.charAt(to))) to++;
    found.secret(start, to, RULE);
    return to;
  },
};

/** The end of a private key whose beginning was cut off: base64 lines before `-----END … PRIVATE KEY-----`. */
export const privateKeyTails: Detector = {
  keywords: ['-----end'],
  at(text, start, end, found) {
    const rest = END_OF_SECRET_BLOCK.exec(text.slice(end, end + 48))?.[0].length;
    if (rest === undefined) return end;
    let from = start;
    while (from > 0 && start - from < LONGEST_KEY && /[A-Za-z0-9+/=\s\\]/.test(text.charAt(from - 1))) from--;
    found.secret(from, end + rest, RULE);
    return end + rest;
  },
};

const PRIVATE_MEMBER = /"(?:d|p|q|dp|dq|qi|k)"\s{0,3}:\s{0,3}"([A-Za-z0-9_-]{16,})"/g;

/** The private members of a JSON Web Key (RFC 7517) that names its type within the same few kilobytes. */
export const jsonWebKeys: Detector = {
  keywords: ['"kty"'],
  at(text, start, end, found) {
    const from = Math.max(0, start - 2_048);
    const window = text.slice(from, end + 4_096);
    for (const member of window.matchAll(PRIVATE_MEMBER)) {
      const at = from + member.index + member[0].length - 1;
      found.secret(at - (member[1] as string).length, at, 'json-web-key');
    }
    return end + 4_096;
  },
};
