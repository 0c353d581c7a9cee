import { describe, expect, it } from 'vitest';
import { GoneSessions } from '../../src/express-session/gone-sessions.js';

const owner = { address: '192.0.2.1', program: 'Browser/1' };
const thief = { address: '203.0.113.9', program: 'curl/8' };

describe('a session that was ended on purpose', () => {
  const ended = (): GoneSessions => {
    const gone = new GoneSessions();
    gone.ended('s-1', 'logout', owner);
    return gone;
  };

  it('is worth telling each time that somebody else presents it', () => {
    const gone = ended();
    expect([gone.presented('s-1', thief), gone.presented('s-1', thief)]).toEqual(['logout', 'logout']);
  });

  it('is not where the browser that ended it kept the cookie', () => {
    expect(ended().presented('s-1', owner)).toBeUndefined();
  });

  it('is told once, as no attack, where the same program comes from another network', () => {
    const gone = ended();
    const onTheWay = { ...owner, address: '198.51.100.7' };
    expect([gone.presented('s-1', onTheWay), gone.presented('s-1', onTheWay)]).toEqual(['other', undefined]);
    expect(gone.presented('s-1', thief)).toBe('logout');
  });
});

describe('a session of which nothing is known', () => {
  it('is told once', () => {
    const gone = new GoneSessions();
    expect([owner, owner, thief].map((presenter) => gone.presented('s-2', presenter))).toEqual([
      'other',
      undefined,
      undefined,
    ]);
  });

  it('is forgotten when ten thousand others have come, tenfold', () => {
    const gone = new GoneSessions();
    gone.presented('s-3', owner);
    for (let other = 0; other < 100_000; other += 1) gone.presented(`o-${other}`, owner);
    expect(gone.presented('s-3', owner)).toBe('other');
    expect(gone.presented('o-99999', owner)).toBeUndefined();
  });
});
