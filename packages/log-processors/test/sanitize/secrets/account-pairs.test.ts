import { describe, it } from 'vitest';
import { accountPairs } from '../../../src/sanitize/secrets/account-pairs.js';
import { expectFoundBy } from '../support/found-by.ts';

const expectFound = (...lines: string[]) => expectFoundBy(accountPairs, 'named-secret', lines);

describe('what stands behind an account and a stroke', () => {
  it('is found behind each word for an account', () => {
    expectFound(
      'konto: jo / ⟦Sommer!24x⟧',
      'zugang jo / ⟦Sommer!24x⟧',
      ...accountPairs.keywords.map((keyword) => `${keyword}jo / ⟦Sommer!24x⟧`),
    );
  });

  it('is found with or without spaces and quotation marks', () => {
    expectFound(
      'user: jo/ ⟦Sommer!24x⟧',
      'user: jo /⟦Sommer!24x⟧',
      'user: jo | ⟦Sommer!24x⟧',
      'user: jo|⟦Sommer!24x⟧',
      'user: jo :: ⟦Sommer!24x⟧',
      'user: jo ::⟦Sommer!24x⟧',
      'user: jo: Sommer!24x',
      'user: "jo24" / "⟦Sommer!24x⟧"',
      "user: 'jo.müller@x' / '⟦Sommer! 24x⟧' ok",
      'user: `a\\b+c-d` / `⟦Sommer!24x⟧`',
      "user: jo / 'So!4x'",
      "user: jo / '⟦Sommer!24x⟧",
      'user: jo m / Sommer!24x',
      'user: (jo / Sommer!24x)',
      'user: (user jo / ⟦Sommer!24x⟧)',
    );
  });

  it('ends before the next field and the signs of a sentence', () => {
    expectFound(
      'user: jo / ⟦Sommer!24x⟧,role=admin',
      'user: jo / ⟦a1!,b=Sommer⟧ ok',
      'user: jo / ⟦Som.mer!24x⟧.), then',
      'user: jo / ⟦Xy9!user=jo/Ab!9xyz⟧ ok',
      'user: jo / ⟦Sommer!24x⟧ user: al / ⟦Winter!24x⟧',
    );
  });

  it('has signs that nothing else there has', () => {
    expectFound(
      'user: jo / Sommer24xA',
      'user: jo / Sommer!',
      'user: jo / ⟦Lager#24x⟧',
      'user: jo | Lager#24x',
      'user: jo | ⟦Lager^24x⟧',
      'user: jo / Ab/c9@x',
      'user: jo / ⟦Ab/c9!x⟧',
    );
  });

  it('is no measure', () => {
    expectFound(
      'user: jo / $12.50K',
      'user: jo / +$12.5K',
      'user: jo / +12.50kg',
      'user: jo / -1,250.50%kg',
      'user: jo / +1250kg',
      'user: jo / 12.5%CPU',
      'user: jo / ⟦$12aB!x9⟧',
      'user: jo / ⟦x+1250kg⟧',
      'user: jo / ⟦+1250kilometers⟧',
    );
  });

  it('is no period, no number of a thing and no setting', () => {
    expectFound(
      ...['Q3@2024', 'H1@2026', 'KW12@2026', 'W7@2026', 'FY2026@27', 'FY26@2027'].map((value) => `user: jo / ${value}`),
      ...['⟦MQ3@2024⟧', '⟦Q3@2024x!⟧', '⟦Q5@2024⟧', '⟦H3@2026⟧'].map((value) => `user: jo / ${value}`),
      ...['PR#412-Fix', 'Buchung#12A', 'zamówienie#12A', 'zamowienie#12A', 'Order@412-Fix-Now', 'room#4abc'].map(
        (value) => `user: jo / ${value}`,
      ),
      ...['⟦MyPR#412-Fix⟧', '⟦PR#412-Fix!9⟧', '⟦Room#4abcd⟧', '⟦Room$412x⟧'].map((value) => `user: jo / ${value}`),
      ...['GMT+02:00Berlin', 'UTC-05:30Delhi+1', 'Cache-Control:max-age=3600'].map((value) => `user: jo / ${value}`),
      ...['⟦xGMT+02:00Berlin⟧', '⟦GMT#02:00Berlin⟧', '⟦!Cache-Control:max-age=3600⟧', '⟦Cache!max-age=3600⟧'].map(
        (value) => `user: jo / ${value}`,
      ),
    );
  });
});
