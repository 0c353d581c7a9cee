import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';
import { expectAllHidden, expectHidden } from '../support/hidden-parts.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64url');
const TIME = 'GhT3kQ';
const signature = (length: number) => 'abcDEFghiJKLmnoPQRstuVWXyz0123_-456789AB'.slice(0, length);
const hidden = (lines: readonly string[]) => expectAllHidden('discord-bot-token', lines);

describe('a token that begins with the number of a bot', () => {
  it('is hidden wherever it stands, whatever the number is', () => {
    for (const rest of ['48193027465518', '192837465564738', '5564738291045612', '91827364550192837'])
      for (let hundred = 1; hundred < 10; hundred++) {
        const numbers = Array.from({ length: 100 }, (_, at) => `${100 * hundred + at}${rest}`);
        hidden([numbers.map((number) => `failed: ⟦${base64(number)}.${TIME}.${signature(38)}⟧ x`).join('; ')]);
      }
  });

  it('has parts of these lengths', () => {
    const id = base64('118048193027465518');
    hidden([
      `"⟦${id}.${TIME}.${signature(27)}⟧"`,
      `⟦${id}.${TIME}x.${signature(38)}⟧.`,
      `a ⟦${id}.${TIME}.${signature(30)}⟧. Next`,
      `x=⟦${id}.${TIME}.${signature(30)}⟧,y`,
      `"a\\n⟦${id}.${TIME}.${signature(30)}⟧\\n"`,
    ]);
    for (const line of [
      `${id}.${TIME.slice(1)}.${signature(30)}`,
      `${id}.${TIME}xx.${signature(30)}`,
      `${id}.${TIME}.${signature(26)}`,
      `${id}.${TIME}.${signature(39)}`,
      `${id}.${TIME}.${signature(30)}.x`,
      `${id}-${TIME}.${signature(30)}`,
      `x${id}.${TIME}.${signature(30)}`,
      `.${id}.${TIME}.${signature(30)}`,
      `-${id}.${TIME}.${signature(30)}`,
    ])
      expectHidden(line, 'none');
  });

  it('is none if the number has other digits than such a number', () => {
    const sanitizer = createSanitizer();
    for (const number of [
      '1180481930274655',
      '118048193027465518222',
      '018048193027465518',
      '11804819302746551a',
      '1180481930274655:8',
    ])
      for (const line of [`${base64(number)}.${TIME}.${signature(30)}`])
        expect(sanitizer.sanitizeText(line), number).toBe(line);
  });
});
