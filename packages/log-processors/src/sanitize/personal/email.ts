import type { Detector } from '../detect/detector.js';

const LOCAL_UNIT = /[\p{L}\p{N}._%+'-]/u;
const DOMAIN =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}(?:xn--[a-z0-9-]{2,59}|\p{L}{2,24})(?![\p{L}\p{N}]|-[\p{L}\p{N}])/u;
/** What follows an `@` in file names, units and package names and looks like a domain. */
const NOT_A_DOMAIN =
  /\.(?:png|jpe?g|gif|svg|webp|ico|css|scss|js|mjs|cjs|jsx|ts|tsx|json|html?|map|py|rb|java|class|jar|so|dll|exe|sh|txt|log|md|ya?ml|toml|lock|gz|tgz|zip|tar|whl|service|socket|timer|mount|target|slice|scope|device|path|swap|rpm|deb|conf|cfg|ini|local_|invalid_)$/i;
/** `"john smith"@example.com`; without a space it would be a value in quotes next to a server's name. */
const QUOTED_LOCAL = /(?<![\w\\])"[\p{L}\p{N}._+-]{1,30} [\p{L}\p{N} ._+-]{1,30}"$/u;
/** Names of algorithms and requests of SSH end in the domain of who defined them (RFC 4250, 4.6.1). */
const DEFINES_SSH = /^(?:openssh\.com|libssh\.org|lysator\.liu\.se)$/i;
/** `HTTP/web.example@EXAMPLE.COM`: a service of a host in a realm (RFC 4120, 6.2.1). */
const SERVICE_BEFORE = /(?<![\w/])(?:HTTP|host|cifs|ldap|nfs|krbtgt|imap|smtp|postgres|MSSQLSvc)\/$/;
const VERSION = /^v?\d+\.(?:\d+|x)\./;

/** E-mail addresses (RFC 5321, without quoted local parts), also with `%40`. */
export const emailAddresses: Detector = {
  keywords: ['@', '%##'],
  at(text, start, end, found) {
    if (end - start === 3 && text.slice(start, end) !== '%40') return end;
    const domain = DOMAIN.exec(text.slice(end, end + 255))?.[0];
    if (domain === undefined || NOT_A_DOMAIN.test(domain) || VERSION.test(domain) || DEFINES_SSH.test(domain))
      return end;
    let from = start;
    while (from > 0 && start - from < 64 && LOCAL_UNIT.test(text.charAt(from - 1)) && !opensValue(text, from)) from--;
    while (from < start && /[.'%-]/.test(text.charAt(from))) from++;
    const quoted = from === start ? QUOTED_LOCAL.exec(text.slice(Math.max(0, start - 66), start))?.[0] : undefined;
    if (quoted !== undefined) {
      found.personal(start - quoted.length, end + domain.length, 'email');
      return end + domain.length;
    }
    if (from === start || text.startsWith('@/', from - 2)) return end;
    if (SERVICE_BEFORE.test(text.slice(Math.max(0, from - 10), from))) return end;
    const to = end + domain.length;
    if (isUserOfUrl(text, from) || isMessageId(text, from)) return to;
    if (isRepository(text, from, start, to)) return to;
    found.personal(from, to, 'email');
    return to;
  },
};

/** `=ada@…`, `%3Dada@…` and `\nada@…`: what stands before is no part of the address. */
function opensValue(text: string, from: number): boolean {
  if (/%(?:3[DdAa]|2[026CcFf]|0[AaDd])/.test(text.slice(from - 3, from))) return true;
  return /\\[nrt]/.test(text.slice(from - 2, from));
}

/** `postgres://app@db.internal/shop`: an account at a server. */
function isUserOfUrl(text: string, from: number): boolean {
  return text.slice(Math.max(0, from - 3), from) === '://';
}

/** `Message-ID: <…@mail.example.org>` names a message (RFC 5322, 3.6.4). */
function isMessageId(text: string, from: number): boolean {
  return /(?:message-?id|in-reply-to|references)["']?[=:]? ?["']?<$/i.test(text.slice(Math.max(0, from - 24), from));
}

/** `git@github.com:owner/repository` names a server, not a person. */
function isRepository(text: string, from: number, at: number, to: number): boolean {
  return /^(?:git|hg|svn|ssh)$/.test(text.slice(from, at)) && /[:/]/.test(text.charAt(to));
}
