import type { Detector } from '../detect/detector.js';
import { entropyOf } from './randomness.js';

/** Keys of clouds that have no prefix but a length of their own, and what stands beside them. */

const STORAGE_KEY = /^["']?([A-Za-z0-9+/]{86}==)(?![\w+/=])/;

/** The key of an Azure storage account (64 bytes): `…windows.net=…`, `{"keyName":"key1","value":"…"}`. */
export const storageKeys: Detector = {
  keywords: ['windows.net=', 'windows.net ', '"value":"', '"value": "'],
  at(text, _start, end, found) {
    const key = STORAGE_KEY.exec(text.slice(end, end + 96))?.[1];
    if (key === undefined || entropyOf(key) < 4.5) return end;
    const from = text.indexOf(key, end);
    found.secret(from, from + key.length, 'azure-storage-key');
    return from + key.length;
  },
};

const ACCESS_KEY_ID = /^[A-Z2-7]{16}(?![A-Z0-9])/;
const SECRET_ACCESS_KEY =
  /(?<![\w+/=])(?=[A-Za-z0-9+/]{0,39}\d)(?=[A-Za-z0-9+/]{0,39}[a-z])(?=[A-Za-z0-9+/]{0,39}[A-Z])[A-Za-z0-9+/]{40}(?![\w+/=])/;

/** Forty letters of base64 on the line of an AWS access key's id. */
export const secretsBesideKeyIds: Detector = {
  keywords: ['akia', 'asia'],
  at(text, start, end, found) {
    if (!/^A[KS]IA$/.test(text.slice(start, end)) || !ACCESS_KEY_ID.test(text.slice(end, end + 17))) return end;
    const from = end + 16;
    const line = /^[^\r\n]*/.exec(text.slice(from, from + 160))?.[0] ?? '';
    const key = line.length < 40 ? null : SECRET_ACCESS_KEY.exec(line);
    if (key === null || entropyOf(key[0]) < 4) return end;
    found.secret(from + key.index, from + key.index + 40, 'aws-secret-key');
    return from + key.index + 40;
  },
};

const DUMPED = /(?:^|[\s"'])[^\s:"']{1,64}:\d{1,10}:([0-9a-f]{32}:[0-9a-f]{32})$/i;

/** `jo:1108:…:…:::`: the hashes of Windows' passwords as pwdump writes them; they log in as the password does. */
export const windowsHashes: Detector = {
  keywords: [':::'],
  at(text, start, end, found) {
    const hashes = DUMPED.exec(text.slice(Math.max(0, start - 144), start))?.[1];
    if (hashes !== undefined) found.secret(start - hashes.length, start, 'password-hash');
    return end;
  },
};
