import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

const hidden = (rule: string, lines: readonly string[]) => {
  for (const line of lines) expectHidden(line, rule);
};

describe('what is excepted has the form of the programs that write it', () => {
  it('a result is behind a code, an error or a result before it', () => {
    hidden('one-time-code', ['Verification code result: ⟦482913⟧', 'Votre code resulting: ⟦482913⟧']);
    hidden('none', ['Votre error code vers: 482913', 'Votre result code vers: 482913', 'Votre err-code vers: 482913']);
  });

  it('an authenticator gives no reason with six digits', () => {
    hidden('one-time-code', [
      'authenticator reason code: ⟦482913⟧',
      'login otp_reason_code: ⟦482913⟧',
      'sign in, verification reason code: ⟦482913⟧ x',
    ]);
    hidden('none', [
      'authenticator reason code: 4829',
      'authenticator reason code: 4829137',
      'authenticator reason code: 482913.5',
      'authenticator error code: 482913',
      'authenticator exit code: 482913',
      'authenticator, reason code: 482913',
    ]);
  });
});
