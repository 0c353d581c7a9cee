import { generateKeyPairSync } from 'node:crypto';
import type Jsonwebtoken from 'jsonwebtoken';
import { afterAll, describe, expect, it } from 'vitest';
import { HttpSecurityInstrumentation } from '../../src/http/index.js';
import { JsonwebtokenSecurityInstrumentation } from '../../src/jsonwebtoken/index.js';
import { emittedRecords, requireHooked } from '../emitted-records.js';
import { LOADING_WAYS, runProgram } from '../programs/run-program.js';
import { producesWhatItSays } from '../support/produces.js';
import { served } from '../support/served.js';

const { events, everything, records, onEmit } = emittedRecords();
const instrumentations = [new HttpSecurityInstrumentation(), new JsonwebtokenSecurityInstrumentation()];
const jwt: typeof Jsonwebtoken = requireHooked('jsonwebtoken');
afterAll(() => {
  for (const instrumentation of instrumentations) instrumentation.disable();
});

const SECRET = 'a secret of thirty-two characters';
const HOUR = 3_600;
const now = () => Math.floor(Date.now() / 1_000);
const token = (claims: object = {}, options: Jsonwebtoken.SignOptions = {}): string =>
  jwt.sign({ ...claims }, SECRET, options);
const unsigned = `${part({ alg: 'none', typ: 'JWT' })}.${part({ sub: 'admin' })}.`;
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A service that refuses whom `verify` refuses. */
async function answering(verify: (given: string) => void) {
  const call = await served((request, response) => {
    try {
      verify(String(request.headers.authorization).slice('Bearer '.length));
      response.end();
    } catch {
      response.writeHead(401).end();
    }
  });
  return (given: string) => call('/orders', { headers: { authorization: `Bearer ${given}` } });
}

describe('a token that jsonwebtoken does not believe', () => {
  it.each([
    ['token_expired', (): string => token({ exp: now() - HOUR }), {}],
    ['token_not_yet_valid', (): string => token({ nbf: now() + HOUR }), {}],
    ['token_too_old', (): string => token({ iat: now() - HOUR }), { maxAge: '1m' }],
    ['token_audience_invalid', (): string => token({ aud: 'a' }), { audience: 'b' }],
    ['token_issuer_invalid', (): string => token({ iss: 'a' }), { issuer: 'b' }],
    ['token_claim_invalid', (): string => token({ jti: 'a' }), { jwtid: 'b' }],
    ['token_signature_invalid', (): string => `${token().slice(0, -4)}AAAA`, {}],
    ['token_algorithm_not_allowed', (): string => token(), { algorithms: ['RS256'] }],
    ['token_malformed', (): string => 'no.token', {}],
    ['token_unsigned', (): string => unsigned, {}],
    ['token_unsigned', (): string => `${unsigned}c2ln`, {}],
  ] as const)('is refused with the reason %s, once', async (reason, given, options) => {
    const call = await answering((text) => jwt.verify(text, SECRET, options as Jsonwebtoken.VerifyOptions));
    await call(given());
    expect(events()).toMatchObject([
      ['security.authn.login.failure', { 'security.reason': reason, 'security.auth.method': 'jwt' }],
    ]);
    expect(JSON.stringify(records())).not.toContain(given());
  });

  it('of key confusion, a public key used as a secret, is told', async () => {
    const forged = jwt.sign({ role: 'admin' }, SECRET, { algorithm: 'HS256' });
    const call = await answering((text) => jwt.verify(text, publicKey, { algorithms: ['HS256', 'RS256'] }));
    await call(forged);
    expect(events()).toMatchObject([[expect.any(String), { 'security.reason': 'token_algorithm_not_allowed' }]]);
  });

  it('names its subject only when the signature was valid', async () => {
    const call = await answering((text) => jwt.verify(text, SECRET));
    await call(jwt.sign({ sub: 'u-7', exp: now() - 1 }, SECRET));
    await call(jwt.sign({ sub: 'u-7' }, 'another secret of the same length'));
    const refused = events().filter(([name]) => name === 'security.authn.login.failure');
    expect(refused.map(([, attributes]) => attributes['audit.actor.id'])).toEqual(['u-7', undefined]);
  });

  it('is no event where the application tries the next key and believes it', async () => {
    const call = await answering((text) => {
      try {
        jwt.verify(text, 'the secret of last month, no longer');
      } catch {
        jwt.verify(text, SECRET);
      }
    });
    expect((await call(token())).status).toBe(200);
    expect(events()).toEqual([]);
  });

  it('without a signature is an event even where the application lets it pass', async () => {
    const call = await answering((text) => {
      try {
        jwt.verify(text, SECRET);
      } catch {
        // an anonymous visitor
      }
    });
    expect((await call(unsigned)).status).toBe(200);
    expect(events()).toMatchObject([['security.authn.login.failure', { 'security.reason': 'token_unsigned' }]]);
  });

  it('is an event of its own outside of requests', () => {
    expect(() => jwt.verify('x', SECRET)).toThrow('jwt malformed');
    expect(events()).toMatchObject([['security.authn.login.failure', { 'security.reason': 'token_malformed' }]]);
  });

  it('is told to a callback exactly as ever', async () => {
    const told = await new Promise((resolve) => {
      jwt.verify(token({ exp: now() - 1 }), SECRET, (error, payload) => resolve([error?.name, payload]));
    });
    expect(told).toEqual(['TokenExpiredError', undefined]);
    expect(events()).toMatchObject([['security.authn.login.failure', { 'security.reason': 'token_expired' }]]);
  });

  it('is nobody’s fault when the key or the options are wrong', () => {
    expect(() => jwt.verify(token(), '')).toThrow();
    expect(() => jwt.verify(token(), SECRET, { nonce: '' })).toThrow();
    expect(events()).toEqual([]);
  });
});

describe('a token that jsonwebtoken signs', () => {
  it('for a subject is an event with a digest that only its identifier or itself gives', () => {
    const signed = token({ sub: 'u-7', scope: 'orders:read orders:write', token_use: 'refresh' });
    expect(events()).toMatchObject([
      [
        'security.authn.token.create',
        {
          'audit.target.id': 'u-7',
          'security.token.type': 'refresh',
          'security.token.hash': expect.stringMatching(/^[0-9a-f]{32}$/),
          'security.token.scopes': ['orders:read', 'orders:write'],
        },
      ],
    ]);
    expect(JSON.stringify(records())).not.toContain(signed.split('.')[2]);
  });

  it('for nobody is no event', () => {
    token({ service: 'shop' });
    expect(events()).toEqual([]);
  });

  it('reaches its callback', async () => {
    const signed = await new Promise<string | undefined>((resolve) => {
      jwt.sign({ sub: 'u-7' }, privateKey, { algorithm: 'RS256' }, (_error, text) => resolve(text));
    });
    expect(signed?.split('.')).toHaveLength(3);
    expect(events().map(([name]) => name)).toEqual(['security.authn.token.create']);
  });
});

describe('jsonwebtoken with hostile input', () => {
  it.each([
    ['an enormous token', `${'A'.repeat(1_000_000)}.${'B'.repeat(1_000_000)}.C`],
    [
      'an object with getters',
      {
        get length() {
          throw new Error('no');
        },
      },
    ],
    [
      'a proxy',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('no');
          },
        },
      ),
    ],
    ['a header that is no object', `${Buffer.from('null').toString('base64url')}.e30.sig`],
    ['an empty text', ''],
  ])('throws what it would throw without us: %s', (_, given) => {
    const plain = requireHooked('jsonwebtoken/verify') as typeof Jsonwebtoken.verify;
    const thrown = (verify: typeof Jsonwebtoken.verify) => {
      try {
        return verify(given as string, SECRET);
      } catch (error) {
        return String(error);
      }
    };
    expect(thrown(jwt.verify)).toBe(thrown(plain));
  });

  it('works on when our part throws', () => {
    onEmit(() => {
      throw new Error('a broken processor');
    });
    expect(() => jwt.verify(unsigned, SECRET)).toThrow('jwt signature is required');
    expect(token({ sub: 'u-7' }).split('.')).toHaveLength(3);
  });
});

describe.each(LOADING_WAYS)('jsonwebtoken loaded as %s', (format) => {
  it('is watched', () => {
    const load = format.startsWith('module')
      ? "import jwt from 'jsonwebtoken';"
      : "const jwt = require('jsonwebtoken');";
    const program = `${load} try { jwt.verify('x', 'y'); } catch (error) { console.log(error.message); }`;
    const { records: found, printed } = runProgram(format, program, ['jsonwebtoken']);
    expect(found).toMatchObject([{ eventName: 'security.authn.login.failure' }]);
    expect(printed).toBe('jwt malformed');
  });
});

producesWhatItSays('jsonwebtoken', everything);
