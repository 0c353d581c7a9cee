import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a piece of a program', () => {
  it('is no value; what only looks a little like one is', () => {
    for (const line of [
      'password=⟦hunter2.read⟧',
      'password=⟦xsettings.DB_PASSWORD⟧',
      'token=⟦:api_token9⟧',
      'password == ⟦hash9xQ⟧',
      'password: ⟦bytes9⟧',
      'token :⟦response9⟧',
      'password=⟦account.secret.value⟧ x',
      'password=⟦%PASSW0RD%x⟧',
      'password=⟦--x⟧',
      '--password ⟦HUNTER⟧ x',
    ])
      expectHidden(line, 'named-secret');
    // stays
    for (const line of [
      'password: vault.read x',
      'password=env.PASSWORD',
      'password=settings.DB_PASSWORD',
      'password=data.aws_secret.x[',
      "password=config.get('x')",
      'password=$(pass',
      'password=$user->pass',
      `Authorization: Bearer \${TOKEN}`,
      'Authorization: Basic <token>',
      'Authorization: Bearer {{ token }}',
      'Authorization: Bearer ****',
      'token=:api_token',
      'token=@user_password',
      'password = hash()',
      'password = await vault.read(',
      'password = new Client(',
      'password = $this->password;',
      'password == hash',
      'password: List<str>',
      'password: Optional[str]',
      'password: bytes?',
      'token :response-time',
      'password: account.secret.value',
      `password=\${DB_PASSWORD}`,
      'password=$DB_PASSWORD',
      'password=$',
      'password=n/a',
      'password=[FILTERED]',
      'password=FILTERED',
      'password=--',
      'password=XXXX',
      'sameSite=lax; cookie=SameSite=Lax',
      '--password PASSWORD x',
      '--db-password DB_PASSWORD x',
      '--password YOUR_PASSWORD x',
    ])
      expectHidden(line, 'none');
  });
});

describe('the words that stand for a wallet’s key', () => {
  const WORDS = 'abandon ability able about above absent absorb abstract absurd abuse access accident';
  it('are hidden as a whole; fewer words, and words behind no such name, are none', () => {
    for (const line of [
      `mnemonic: ⟦${WORDS}⟧ X`,
      `mnemonic ⟦${WORDS}⟧`,
      `mnemonic=⟦${WORDS}⟧`,
      `"mnemonic":"⟦${WORDS}⟧"`,
      `"{\\"mnemonic\\":\\"⟦${WORDS}⟧\\"}"`,
      `"mnemonic" : "⟦${WORDS} ${WORDS}⟧"`,
      `recovery phrase: ⟦${WORDS}⟧`,
      `a long line before the seed_phrase: ⟦${WORDS.replaceAll(' ', ', ')}⟧, X`,
    ])
      expectHidden(line, 'named-secret');
    // stays
    for (const line of [
      `the phrase ${WORDS}`,
      `mnemonic of ${WORDS.slice(0, 40)}`,
      `mnemonic ${WORDS.slice(WORDS.indexOf(' ') + 1)}`,
      `mnemonic (${WORDS})`,
    ])
      expectHidden(line, 'none');
  });
});

describe('a name of several words of another language', () => {
  it('goes on behind its stem', () => {
    for (const line of ['clave de acceso: ⟦hunter2⟧', 'chave de acesso: ⟦hunter2⟧']) expectHidden(line, 'named-secret');
  });
});
