import { describe, expect, it } from 'vitest';
import { createSanitizer } from '../../../src/sanitize/sanitizer.js';

const sanitizer = createSanitizer();
const TOKEN = '[REDACTED:url-token]';
const PASSWORD = '[REDACTED:url-password]';

describe('a token before the colon of a URL', () => {
  it.each([
    [
      'https://b21d6a73f245b8dd519ad7ef997d548c:Kd93kfL20x@sentry.example/4',
      `https://${TOKEN}:${PASSWORD}@sentry.example/4`,
    ],
    ['https://b21d6a73f245b8dd519a:x@shop.example', `https://${TOKEN}:${PASSWORD}@shop.example`],
    ['https://b21d6a73f245b8dd519a:***@shop.example', `https://${TOKEN}:***@shop.example`],
    ['https://b21d6a73f245b8dd519:x@shop.example', `https://b21d6a73f245b8dd519:${PASSWORD}@shop.example`],
    [
      'https://b2b2b2b2b2b2b2b2b2b2:Kd93kfL20xQm7@shop.example',
      `https://b2b2b2b2b2b2b2b2b2b2:${PASSWORD}@shop.example`,
    ],
    ['https://aabbccdd00112233aabbccdd:x@shop.example', `https://aabbccdd00112233aabbccdd:${PASSWORD}@shop.example`],
    [`https://${TOKEN}:${PASSWORD}@shop.example/x`, `https://${TOKEN}:${PASSWORD}@shop.example/x`],
  ])('goes too if it is long and random: %s', (line, clean) => {
    expect(sanitizer.sanitizeText(line)).toBe(clean);
  });
});

describe('a data source name that was cleaned before', () => {
  it.each([
    [`dsn ada:${PASSWORD}@tcp(db:3306)/shop`, `dsn ada:${PASSWORD}@tcp(db:3306)/shop`],
    ['dsn ada:[CUT:5 characters]@tcp(db:3306)/shop', 'dsn ada:[CUT:5 characters]@tcp(db:3306)/shop'],
    [`x ${PASSWORD} ada:Kd93kfL20x@tcp(db:3306)/shop`, `x ${PASSWORD} ada:${PASSWORD}@tcp(db:3306)/shop`],
  ])('stays as it is: %s', (line, clean) => {
    expect(sanitizer.sanitizeText(line)).toBe(clean);
  });
});
