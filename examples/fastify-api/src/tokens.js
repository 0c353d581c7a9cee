import { jwtVerify, SignJWT } from 'jose';

const ISSUER = 'payments-api';
const key = new TextEncoder().encode(process.env.TOKEN_SECRET ?? '');
if (key.length < 32) throw new Error('TOKEN_SECRET must have at least 32 characters');

export function issueToken({ id, scope }) {
  return new SignJWT({ scope })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setSubject(id)
    .setIssuedAt()
    .setExpirationTime('15m')
    .sign(key);
}

/** A hook: who asks, from the bearer token; 401 without a valid one. */
export async function requireUser(request, reply) {
  const [, token] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
  try {
    const { payload } = await jwtVerify(token ?? '', key, { issuer: ISSUER, algorithms: ['HS256'] });
    request.user = { id: payload.sub, scopes: String(payload.scope).split(' ') };
  } catch {
    return reply.code(401).header('www-authenticate', 'Bearer').send({ error: 'unauthorized' });
  }
}

/** A hook behind it: 403 without this scope, and the challenge says which. */
export const requireScope = (scope) => async (request, reply) => {
  if (request.user.scopes.includes(scope)) return;
  reply.header('www-authenticate', `Bearer error="insufficient_scope", scope="${scope}"`);
  return reply.code(403).send({ error: 'forbidden' });
};
