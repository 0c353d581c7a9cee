import { describe, it } from 'vitest';
import { answeredPrompts } from '../../../src/sanitize/secrets/answered-prompts.js';
import { expectFoundBy } from '../support/found-by.ts';

const expectFound = (...lines: string[]) => expectFoundBy(answeredPrompts, 'service-password', lines);

describe('what a script types where a password is asked for', () => {
  it('is found behind each word for a password', () => {
    expectFound(
      ...['Password:', 'assword:', 'Passwort:', 'asswort', 'passwd:', 'passphrase', 'passcode', 'Kennwort:'].map(
        (prompt) => `expect "${prompt}" { send "⟦hunter2⟧\\r" }`,
      ),
      ...['Mot de passe', 'contraseña', 'contrase', 'senha', 'wachtwoord', 'pwd:', 'PIN:', 'enter secret'].map(
        (prompt) => `expect "${prompt}" { send "⟦hunter2⟧\\r" }`,
      ),
      ...['login:', 'cpwdx:', 'pwds', 'spin', 'ping', 'passage', 'secret'].map(
        (prompt) => `expect "${prompt}" { send "hunter2\\r" }`,
      ),
    );
  });

  it('is found as each library sends it', () => {
    expectFound(
      `expect "Password:"; send '⟦hunter2⟧'`,
      'expect "Password:"; send -- "⟦hunter2⟧"',
      'expect \\"Password:\\"; send \\"⟦hunter2⟧\\r\\"',
      "child.expect('Password'); child.sendline('⟦hunter2⟧')",
      'child.expect("Password"); child.send_line("⟦hunter2⟧")',
      'expect "Password:"; send "⟦hunt\'er2⟧\\n"',
      'expect "Password:"; send "⟦hunt\\er2⟧"',
      'expect "Password:"; send "⟦hunter2⟧\ner2"',
      'expect "Password:"; send ""',
      "child.expect('Password'); child.sendline(hunter2)",
      "child.expect('Password'); child.sendline(x, 'hunter2')",
      'expect "Password:"; send "⟦hunter2⟧\\\\r"',
      `expect "Password:"; send "⟦${'x'.repeat(256)}⟧xx"`,
    );
  });

  it('is neither a variable nor a word of the dialogue', () => {
    expectFound(
      ...['$password', '[lindex 0]', '{pass}', 'y', 'N', 'yes', 'no', 'exit', 'QUIT'].map(
        (word) => `expect "Password:"; send "${word}\\r"`,
      ),
      ...['{!a', 'yes1', 'no-24x', 'exit9', 'my', 'a$b', 'a[b', 'a{b', '1quit'].map(
        (word) => `expect "Password:"; send "⟦${word}⟧\\r"`,
      ),
    );
  });

  it('belongs to the nearest prompt, and may stand before it', () => {
    expectFound(
      'expect "Password:"; send "⟦hunter2⟧\\r"; expect "$"; send "ls -l\\r"',
      "c.expect('Password'); c.sendline('⟦hunter2⟧'); c.sendline('ls -l')",
      'send "⟦hunter2⟧" to prompt for password',
      'send "⟦hunter2⟧"; reply to the prompt: password of jo',
      'send "hunter2" to prompts for\npassword',
      'send "hunter2"\nto prompt for password',
      `send "hunter2" to prompt for ${'x'.repeat(49)} password`,
      `send "hunter2" ${'x'.repeat(17)} to prompt for password`,
      'send "hunter2" auto prompt for password',
      `Password${' '.repeat(152)}send "⟦hunter2⟧"`,
      `Password${' '.repeat(154)}send "hunter2"`,
    );
  });
});
