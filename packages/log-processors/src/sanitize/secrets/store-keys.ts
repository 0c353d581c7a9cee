import type { Detector } from '../detect/detector.js';
import { isRandomKey } from '../keys/environment-key.js';
import { looksRandom } from './randomness.js';

/*
 * Where a program keeps sessions and tokens by the secret itself: keys of caches, ids of documents, and what a store of sessions says it does.
 */

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const KEY = /^(?:(?:key|lock|data)\.){0,2}(?:[a-z]{2,24}:){0,2}(?:\d{1,2}::)?([A-Za-z0-9_.-]{16,256}={0,2})(?![\w:])/;
/** `"SETEX" "otp:+49…" "300" "482913"`: the value that is set under a key of codes. */
const CODE_OF_KEY =
  /^[^\s"']{1,96}\\{0,3}["']?(?:,? ?\\{0,3}["']?(?:EX|PX)?\\{0,3}["']? ?\\{0,3}["']?\d{2,6}\\{0,3}["']?)?,? \\{0,3}["']?(\d{4,8})\\{0,3}["']?(?=$|[\s,\])])/;

/** `sess:…`, `pwreset:…` in the commands of a cache. */
export const storeKeys: Detector = {
  keywords: [
    ...['memc.sess.', 'sess.key.', 'session_store:', 'sessionid:', 'session_id:'],
    ...['sess:', 'sessions:', 'spring:session:', 'phpredis_session:', 'connect.sid:', 'sid:'],
    ...['pwreset:', 'pw_reset:', 'password_reset:', 'password-reset:', 'passwordreset:', 'reset:', 'reset_token:'],
    ...['magic:', 'magiclink:', 'magic_link:', 'magic-link:', 'verify:', 'refresh:', 'rt:', 'invite:', 'otp:', '2fa:'],
    ...['email_verify:', 'login_token:', 'access_token:', 'refresh_token:', 'oauth:code:', 'oauth:token:'],
  ],
  at(text, start, end, found) {
    if (!/^$|[\s"'`:/_{([,=-]/.test(text.charAt(start - 1))) return end;
    if (/^(?:otp|2fa)/i.test(text.slice(start, end))) {
      const match = CODE_OF_KEY.exec(text.slice(end, end + 160));
      const code = match?.[1] ?? '';
      if (match !== null && code !== '' && !/[,\s]ttl\b/i.test(match[0])) {
        const from = end + match[0].lastIndexOf(code);
        found.secret(from, from + code.length, 'one-time-code');
        return from + code.length;
      }
    }
    const match = KEY.exec(text.slice(end, end + 320));
    const key = match?.[1] ?? '';
    const isKey = UUID.test(key)
      ? /session/i.test(match?.[0].slice(0, -key.length) + text.slice(start, end))
      : isRandom(key);
    if (match === null || !isKey) return end;
    const to = end + match[0].length;
    found.secret(to - key.length, to, 'store-key');
    return to;
  },
};

/** Longer than a number of a document, and no words. */
function isRandom(key: string): boolean {
  return (
    key.length >= 20 &&
    looksRandom(key) &&
    !/^[0-9a-f]{24}$/i.test(key) &&
    !/^[a-z]+(?:[-_.][a-z0-9]+)+$/.test(key) &&
    !/^v?\d+\./.test(key)
  );
}

const DONE =
  /^(?:fetching|loading|loaded|saving|saved|destroying|destroyed|touching|touched|generated|regenerated|get|set|destroy|touch|fetch|save|reload|split response)(?: sid| id| session)?[:=]? ["']?([A-Za-z0-9_.-]{24,128})(?![\w.-])/;

/** `express-session fetching X`: an id in letters of both cases is what the cookie holds. */
export const storedSessions: Detector = {
  keywords: ['session ', 'session: ', 'connect-redis ', 'connect-mongo '],
  at(text, _start, end, found) {
    const match = DONE.exec(text.slice(end, end + 176));
    const id = match?.[1] ?? '';
    if (match === null || !isRandomKey(id) || !/[a-z]/.test(id) || !/[A-Z]/.test(id)) return end;
    const to = end + match[0].length;
    found.secret(to - id.length, to, 'store-key');
    return to;
  },
};

const ID = /^\s?:\s?\\{0,3}["']([A-Za-z0-9_.-]{20,128})\\{0,3}["']/;
/** The collection in which the document is. */
const OF_SESSIONS = /(?:sessions?|tokens?|password_?resets?)\\{0,3}["'](?![^\n]*\bns\\{0,3}["'])/i;

/** `"ns":"auth.sessions" … "_id":"X"` of MongoDB. */
export const sessionDocuments: Detector = {
  keywords: ['_id"', "_id'", '_id\\"', '_id:'],
  at(text, start, end, found) {
    const from = text.charAt(end - 1) === ':' ? end - 1 : end;
    const match = ID.exec(text.slice(from, from + 144));
    const id = match?.[1] ?? '';
    if (match === null || !/[a-z]/.test(id) || !/[A-Z]/.test(id) || !isRandomKey(id)) return end;
    if (!OF_SESSIONS.test(text.slice(Math.max(0, start - 240), start))) return end;
    const at = from + match[0].indexOf(id);
    found.secret(at, at + id.length, 'store-key');
    return at + id.length;
  },
};
