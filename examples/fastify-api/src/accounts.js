import { scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const hash = promisify(scrypt);
const SALT = 'an example: give every account its own';

// In memory, so that the example needs no database. Real passwords belong nowhere near source code.
const accounts = new Map(
  await Promise.all(
    [
      { id: 'ada', password: 'correct horse battery', scope: 'payment:read payment:create' },
      { id: 'ben', password: 'staple of the house', scope: 'payment:read' },
    ].map(async ({ password, ...account }) => [account.id, { ...account, hash: await hash(password, SALT, 32) }]),
  ),
);
const NOBODY = await hash('nobody has this password', SALT, 32);

/** The account, or undefined; a name that does not exist takes as long as a wrong password. */
export async function authenticate(name, password) {
  const account = accounts.get(name);
  const isRight = timingSafeEqual(await hash(password, SALT, 32), account?.hash ?? NOBODY);
  return isRight ? account : undefined;
}
