import { describe, expect, it } from 'vitest';
import { accessTokens, TokenListError } from '../../src/http/access-tokens.js';

const ONE = 'one-token-00000123456789abcdef01234567';
const OTHER = 'other-token-000123456789abcdef01234567';

describe('a list of tokens', () => {
  it('gives each token its principal, and a new token beside the old one while it is changed', () => {
    const tokens = accessTokens(`shop ${ONE}\nshop ${OTHER}\n`, true);
    for (const token of [ONE, OTHER]) expect(tokens.principalOf(`Bearer ${token}`)?.name).toBe('shop');
    expect(tokens.principalOf(`Bearer ${ONE}x`)).toBeUndefined();
  });

  it('in which one token is that of two lines is refused, without saying the token', () => {
    const text = `# who\nshop ${ONE}\n\nbank ${OTHER}\nfleet ${ONE} service=*\n`;
    expect(() => accessTokens(text, true)).toThrow(TokenListError);
    try {
      accessTokens(text, true);
    } catch (cause) {
      expect((cause as Error).message).toBe('line 5 has the same token as line 2.');
    }
  });

  it('may name many whom certificates name', () => {
    const tokens = accessTokens('shop -\nbank -\n', true);
    expect(tokens.named('bank')?.services).toEqual(['bank']);
    expect(tokens.principalOf('Bearer -')).toBeUndefined();
  });
});
