import { errors } from 'jose';
import { describe, expect, it } from 'vitest';
import { reasonOfError } from '../../src/jose/reason-of-error.js';
import { LOADING_WAYS, runProgram } from '../programs/run-program.js';
import { producesWhatItSays } from '../support/produces.js';

const everything: { readonly name: string | undefined; readonly attributes: Readonly<Record<string, unknown>> }[] = [];

const PREPARED = `
  const secret = new TextEncoder().encode('a secret of thirty-two characters');
  const other = new TextEncoder().encode('another secret of the same length');
  const signed = (claims, key = secret) => new jose.SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(key);
  const now = Math.floor(Date.now() / 1000);
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const refused = [];
  const tried = async (token, options, verify = jose.jwtVerify, key = secret) => {
    try { await verify(token, key, options); refused.push('believed'); } catch (error) { refused.push(error.code ?? error.name); }
  };`;

/** Runs what an application would write after importing jose as a whole. */
function run(format: (typeof LOADING_WAYS)[number], program: string) {
  const load = format.startsWith('module') ? "import * as jose from 'jose';" : "const jose = require('jose');";
  const source = `${load}\n(async () => {${PREPARED}\n${program}\nconsole.log(JSON.stringify(refused)); })();`;
  const { records, printed } = runProgram(format, source, ['jose']);
  everything.push(...records.map(({ eventName, attributes }) => ({ name: eventName, attributes })));
  return {
    text: JSON.stringify(records),
    refused: JSON.parse(printed) as string[],
    told: records.map(({ eventName, attributes }) => [
      eventName,
      attributes['security.reason'],
      attributes['audit.actor.id'] ?? '-',
    ]),
  };
}

const failure = (reason: string, actor = '-') => ['security.authn.login.failure', reason, actor];

describe.each(LOADING_WAYS)('jose loaded as %s', (format) => {
  it('tells why it did not believe a token, and whose it was if that is proven', () => {
    const { refused, told } = run(
      format,
      `await tried(await signed({ sub: 'u-7', exp: now - 60 }));
       await tried(await signed({ sub: 'u-7', nbf: now + 60 }));
       await tried(await signed({ sub: 'u-7', aud: 'a' }), { audience: 'b' });
       await tried(await signed({ sub: 'u-7', iss: 'a' }), { issuer: 'b' });
       await tried(await signed({ sub: 'u-7' }), { requiredClaims: ['jti'] });
       await tried(await signed({ sub: 'u-7' }, other));
       await tried(await signed({ sub: 'u-7' }), { algorithms: ['HS512'] });
       await tried('no.token');
       await tried(part({ alg: 'none' }) + '.' + part({ sub: 'admin' }) + '.');
       await tried('x', {}, jose.compactVerify);
       await tried('x', {}, jose.jwtDecrypt);
       await tried(await signed({ sub: 'u-7' }));`,
    );
    expect(told).toEqual([
      failure('token_expired', 'u-7'),
      failure('token_not_yet_valid', 'u-7'),
      failure('token_audience_invalid', 'u-7'),
      failure('token_issuer_invalid', 'u-7'),
      failure('token_claim_invalid', 'u-7'),
      failure('token_signature_invalid'),
      failure('token_algorithm_not_allowed'),
      failure('token_malformed'),
      failure('token_unsigned'),
      failure('token_malformed'),
      failure('token_malformed'),
    ]);
    expect(refused.at(-1)).toBe('believed');
    expect(refused).not.toContain('TypeError');
  });

  it('keeps tokens out of the events, and bounds what it reads of hostile ones', () => {
    const { text, told } = run(
      format,
      `await tried('A'.repeat(2_000_000) + '.B.C');
       await tried({ get length() { throw new Error('no'); } });
       await tried(new Proxy({}, { get: () => { throw new Error('no'); } }));
       await tried(part({ alg: 'NONE', padding: 'x'.repeat(100_000) }) + '.e30.');
       await tried(await signed({ sub: 'u-'.repeat(100_000), exp: now - 60 }));`,
    );
    expect(text.length).toBeLessThan(10_000);
    expect(told.length).toBeGreaterThanOrEqual(2);
  });

  it('says that there was no token where none was given, and not that it was a wrong one', () => {
    const { told } = run(format, "await tried(''); await tried(undefined, {}, jose.compactVerify);");
    expect(told).toEqual([failure('token_missing'), failure('token_missing')]);
  });

  it('is seen when imported by the names of its parts', () => {
    const program = format.startsWith('module')
      ? "import { jwtVerify } from 'jose/jwt/verify'; jwtVerify('x', new Uint8Array(32)).catch(({ code }) => console.log(code));"
      : "require('jose/jwt/verify').jwtVerify('x', new Uint8Array(32)).catch(({ code }) => console.log(code));";
    const { records, printed } = runProgram(format, program, ['jose']);
    expect(printed).toBe('ERR_JWS_INVALID');
    expect(records.map(({ attributes }) => attributes['security.reason'])).toEqual(['token_malformed']);
  });
});

describe('the errors of jose', () => {
  /** About keys, key sets, networks and options: nobody has sent a bad token. */
  const NOT_THE_TOKEN = ['JOSEError', 'JWKInvalid', 'JWKSInvalid', 'JWKSMultipleMatchingKeys', 'JWKSTimeout'];

  it.each(Object.entries(errors))('%s has a reason, unless it is not about the token', (name, Class) => {
    const error = new (Class as new (message: string, payload: object) => Error)('x', {});
    expect(reasonOfError(error) === undefined).toBe(NOT_THE_TOKEN.includes(name));
  });
});

producesWhatItSays('jose', () => everything);
