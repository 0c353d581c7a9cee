/** Codes of Node and of the system where nothing is reached, in words that say what to look at. */
const UNREACHED: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection is refused; is it running, and is the port right',
  ENOTFOUND: 'its name is unknown; is the address right',
  EAI_AGAIN: 'its name cannot be looked up; is the address right, and is there a network',
  EHOSTUNREACH: 'there is no way to it; is there a network',
  ENETUNREACH: 'there is no way to it; is there a network',
};

/** TLS that will not come about however often it is tried: certificates that are not believed, and the other end speaking something else. */
const FINAL =
  /^(?:CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS_|ERR_SSL_|EPROTO$|HPE_INVALID_CONSTANT$)/;

const ADVICE: readonly (readonly [code: RegExp, advice: string])[] = [
  [
    /^ERR_SSL_.*(?:CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE|UNKNOWN_CA)$/,
    'it may want --store-cert and --store-key',
  ],
  [/^ECONNRESET$/, 'another port, a missing TLS or a certificate that it does not take look like this'],
  [/^(?:SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_)/, 'name its certificate authority with --store-ca'],
];

/** Whether nothing took the connection. */
export function isUnreached(error: Error): boolean {
  return Object.hasOwn(UNREACHED, codeOf(error));
}

/** Whether asking again can only fail again. */
export function isFinalFailure(error: Error): boolean {
  return FINAL.test(codeOf(error));
}

/** Why, in words. Where several addresses of one name were tried, Node gives no message of its own. */
export function reasonOf(error: Error): string {
  const code = codeOf(error);
  const known = UNREACHED[code];
  if (known !== undefined) return `${known} (${code})`;
  const advice = ADVICE.find(([pattern]) => pattern.test(code))?.[1];
  return `${messageOf(error)}${advice === undefined ? '' : `; ${advice}`}`;
}

/** OpenSSL's own message names its source files and lines; its reason is what it is about. */
function messageOf(error: Error): string {
  const { reason } = error as { readonly reason?: unknown };
  if (typeof reason === 'string') return reason;
  return error.message === '' ? codeOf(error) : error.message;
}

function codeOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : '';
}
