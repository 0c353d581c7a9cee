import { describe, it } from 'vitest';
import { credentialsExtent } from '../../../src/sanitize/named/header-extent.js';
import { expectExtents } from '../support/marked-extents.ts';

describe('the value of a bare header', () => {
  it('is none of a name that only begins like one', () => {
    expectExtents(
      [
        '«cookie_policy»: a=1; b=2',
        '«cookiejar»: a=1; b=2',
        '«authorizations»: Basic x',
        `«x-signature-version»: t=1764324000,v1=${'a1b2'.repeat(5)}`,
        '«Cookie»: "a=1; b=2"',
        '«Cookie» a=1; b=2',
      ],
      credentialsExtent,
    );
  });

  it('is a list of cookies, of which some are quoted, as deep as the text is escaped', () => {
    expectExtents(
      [
        '«Cookie»: ⟦a=1; b=2⟧',
        '«Set-Cookie»: ⟦sid="a b"; path=/⟧ x',
        String.raw`«Cookie»: ⟦sid=\"ab cd\"; b=2⟧ x`,
        String.raw`«Cookie»: ⟦sid=\\\"ab cd\\\"; b=2⟧ x`,
        String.raw`«Cookie»: ⟦sid=\\\"ab cd\\\"⟧`,
        String.raw`«Cookie»: ⟦sid=\\\"ab cd\\\"⟧ x`,
        String.raw`«Cookie»: ⟦sid=\\\⟧" ab\\\"; b=2`,
        String.raw`«Cookie»: ⟦sid=\\\⟧"ab cd\\\"x; b=2`,
        String.raw`«Cookie»: ⟦a=b\x; c=d⟧ nothing`,
        String.raw`«Cookie»: ⟦a=b; c=d⟧\nnothing`,
        String.raw`«Cookie»: ⟦a=b; c=d⟧\r\nnothing`,
        "curl -H '«Cookie»: ⟦a=b; c=d⟧' x",
        '«Cookie»: ⟦a=1; expires=Wed, 21 Oct 2026 07:28:00 GMT; b=2⟧, x',
      ],
      credentialsExtent,
    );
  });

  it('goes on in folded lines, wherever the header stands', () => {
    const before = 'x'.repeat(5_000);
    expectExtents(
      [
        '«Authorization»: ⟦Digest username="jo",\r\n response="9f86"⟧\r\nHost: x',
        `${before} «Authorization»: ⟦Digest username="jo",\n response="9f86",\n\tx="y"⟧\nHost: x`,
        `«Authorization»: ⟦Basic ${'am86aHVudGVyMg=='.repeat(3)}\r\n am86aHVudGVyMg==⟧\r\nHost: x`,
        '«Authorization»: ⟦Basic am86aHVudGVyMg==⟧\r\n am86aHVudGVyMg==',
        'curl -H \'«Authorization»: ⟦Digest username="jo", x="y"⟧\' x',
      ],
      credentialsExtent,
    );
  });
});
