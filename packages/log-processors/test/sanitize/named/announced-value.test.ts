import { describe, it } from 'vitest';
import { announcedValue } from '../../../src/sanitize/named/value-beside.js';
import { expectExtents } from '../support/marked-extents.ts';

const RANDOM = 'A7x9Qk2Mp4R6t8Zw';

describe('a value of which it is said whose it is', () => {
  it('is found behind its sign', () => {
    expectExtents(
      [
        '«Password» for (user: jo) x: ⟦hunter2⟧',
        '«password» of jo is ⟦hunter2⟧. Next',
        '«password» of jo is ⟦x-hunter2:⟧',
        '«password» of jo is ⟦hunter2:x⟧',
        '«password» of commit: ⟦9f86d081884c7d65⟧',
        `«token» used for commit: ⟦${RANDOM}⟧`,
        '«token» used for commit: ⟦Zx9f86d081884c7d65⟧',
        '«token» used for commit: ⟦9f86d081884c7d65Zx⟧',
        '«token» for commit of jo: ⟦9f86d081884c7d65⟧',
        '«password» for user: ⟦hunter2⟧, not wrong',
        'wrong «password» for user: jo: ⟦hunter2⟧',
        '«password» for jo is set: ⟦hunter2⟧',
        '«secret» for jo: ⟦hunter2⟧',
        '«secret_password» for jo is set: ⟦hunter2⟧',
      ],
      announcedValue,
    );
  });

  it('is none that tells more of it', () => {
    expectExtents(
      [
        '«password_id» of jo is hunter2',
        '«password» for jo: srv/hunter2',
        '«password» of jo is hunter2:',
        ...['commit', 'sha', 'sha256', 'request', 'id'].map((word) => `«token» used for ${word}: 9f86d081884c7d65`),
        ...['user', 'username', 'user name', 'user id', 'userid', 'login'].map(
          (word) => `wrong «password» for ${word}: hunter2`,
        ),
        ...['mismatch', 'mismatched', 'ungültig', 'ungültiges'].map((word) => `${word} «password» for user: hunter2`),
        '«secret» for jo is set: hunter2',
        '«token» for jo: hunter2',
      ],
      announcedValue,
    );
  });
});
