import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../src/sanitize/sanitizer.js';
import { namedSecretLines, standingSecretLines, vendorTokenLines } from './corpora/secrets.ts';

describe('against secretlint', () => {
  it('everything that its recommended rules find is gone', async () => {
    const lines = [...vendorTokenLines(3), ...standingSecretLines(3, 10), ...namedSecretLines(3)].map(({ line }) =>
      line.replaceAll('\n', ' '),
    );
    const content = lines.join('\n');
    const { messages } = await lintSource({
      source: { content, filePath: '/app.log', ext: '.log', contentType: 'text' },
      options: { config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] } },
    });
    const sanitizer = createSanitizer();
    const clean = lines.map((line) => sanitizer.sanitizeText(line)).join('\n');
    const found = messages.map(({ range }) => content.slice(range[0], range[1]));
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter((secret) => clean.includes(secret))).toEqual([]);
  });
});
