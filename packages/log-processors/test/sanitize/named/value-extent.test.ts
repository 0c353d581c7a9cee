import { describe, expect, it } from 'vitest';
import { changedValue, endOfWhole, valueAfter } from '../../../src/sanitize/named/value-extent.js';
import { expectExtents } from '../support/marked-extents.ts';

const LONGEST = 8_192;
const find = (text: string, nameStart: number, nameEnd: number) => valueAfter(text, nameStart, nameEnd, LONGEST);
const expectValues = (lines: readonly string[]) => expectExtents(lines, find);

describe('a value behind a counted name', () => {
  it('is one of several shares, not one of other things', () => {
    expectValues([
      ...[
        '«Unseal Key» 2/5: ⟦hunter2⟧',
        '«keys» 12 of 15: ⟦hunter2⟧',
        '«session»=⟦hunter2⟧ 2/5: x',
        '«session» 7: ⟦hunter2⟧',
      ],
      ...[
        '«session» 2 of 5: hunter2',
        '«session» 12/15: hunter2',
        '«session» 12 of 5: hunter2',
        '«session» 1/15: hunter2',
      ],
      '«keyring» 2/5: hunter2',
    ]);
  });

  it('is one of several codes, long enough and with a digit', () => {
    expectValues([
      ...['generated:', 'regenerated:', 'created : ', 'issued:[', 'reissued: [ '].map(
        (made) => `«codes» ${made}⟦1a2b-3c4d⟧ x`,
      ),
      ...[
        '«codes» generated: ⟦a1b2c3⟧',
        '«token» generated for jo: ⟦ex9pired⟧',
        '«token» reset for user jo: ⟦hunter2⟧',
      ],
      ...[
        '«codes» generated: a1b2c',
        '«codes_hash» generated: a1b2c3d4',
        "«codes» generated: ' + x'",
        '«codes» generated: hunters',
      ],
      ...['«token» generated for jo: expired12', '«token» generated: a1b2c3d4'],
    ]);
  });
});

describe('a value behind a flag', () => {
  it('is the next argument, also a numbered one', () => {
    expectValues([
      ...[
        '"«--password»" a4="⟦x9⟧"',
        '«--password» a4=⟦hunter2⟧',
        '«--password»,   argv[12] = ⟦hunter2⟧',
        '«-p»\targ4:⟦hunter2⟧',
      ],
      ...['x--user', 'x-user', '-x9!q', '-9x', 'a-u3', '-a3x', '-9', '-9ab', '-'].map(
        (value) => `«--password» a4=⟦${value}⟧`,
      ),
      ...['--user', '-u', '-user-name', '-p3', '-p33', '--u!'].map((value) => `«--password» a4=${value}`),
      ...[
        '«password» a4=hunter2',
        '«--password» via',
        '«--password» require x',
        '«--password» requires x',
        '«--password» ⟦viax⟧',
      ],
    ]);
  });

  it('is the next item of a list, and no other flag', () => {
    expectValues([
      ...[
        '("«password»", "⟦-hunter2⟧")',
        '["«--token»", "⟦x9--user⟧"]',
        '["«--token»", "⟦-a!9x⟧"]',
        '("«authorization»", "⟦9xQ7hunter⟧")',
      ],
      `("«password»", "⟦${'x9'.repeat(130)} y⟧")`,
      ...['["«--token»", "--user"]', '["«cookie_secret»", "Acme a1b2c3d4"]', '["my «--token»", "swordfish"]'],
      ...[
        '{x «password», "hunter2"}',
        '«ApiKey_x»("hunter2!Z")',
        '{«password», "⟦hunter2⟧"}',
        '«ApiKey»("⟦hunter2!Z⟧")',
      ],
    ]);
  });
});

describe('a value in the text of a program', () => {
  it('is what a validator was given and judges', () => {
    expectValues([
      ...['is shorter', 'fail to match', 'fails the rule'].map(
        (judged) => `Path \`«password»\` (\`⟦hunter2⟧\`) ${judged}`,
      ),
      ...[
        'Path `«password»` (`hunter2`) of (`a`) is x',
        'Path `«password»` (`hunter2`) now',
        'Path `«password»` (`hunter`) is x',
      ],
    ]);
  });

  it('is what answers a prompt, of digits and letters', () => {
    expectValues([
      ...['hunter2x9', '99!xQ7ab', 'Hunter12'].map((value) => `expect "«Password»:" ⟦${value}⟧ x`),
      ...['hunterxyz', 'hunter!xyz', '12!34?56', 'hunter12', 'hunter1'].map(
        (value) => `expect "«Password»:" ${value} x`,
      ),
      'expect "«Password»:" hunter2x9"',
    ]);
  });

  it('opens with a quote that none before the name closes', () => {
    expectValues([
      ...[
        '«password»: "⟦ hunter2⟧"',
        `say "it's «password»: "⟦ hunter2⟧"`,
        '"x «password»="⟦ hunter2x9⟧" y',
        '"<x «password»="⟦ hunter2⟧" y',
      ],
      ...["x '<«password»>'⟦hunter2x⟧' y", "'<a> «password»>'⟦ x9⟧' y", "option '--password <«password»>' argument"],
      ...[
        '«password»=" + value',
        '«password»="+ value',
        '«password»="  + value',
        '«password»="⟦x+ y⟧"',
        '«password»="⟦+x y⟧"',
      ],
    ]);
  });
});

describe('a value in an element', () => {
  it('goes up to where the element of the name closes', () => {
    expectValues([
      ...[
        '<«password»>⟦two words⟧ </password>',
        'x «password»>⟦two⟧ words</password>',
        '<«password»=>⟦two⟧ words</password>',
      ],
      ...[
        '<«password»>[⟦two⟧ words</password>',
        '<«password»>"⟦two words⟧"</password>',
        '<«password»>⟦hunter⟧;xyz</password>',
      ],
      ...[
        '<«password»> [⟦hunter2⟧] x',
        '<«password»> ⟦hunter2⟧',
        '<«password»> ⟦hunter2⟧<',
        '<«password»> ⟦hunter2:⟧<',
      ],
      '<«password»> hunter2 x',
    ]);
  });

  it('is none where the name only holds the place of a value', () => {
    expectValues([
      ...[
        '-u <user>:<«password»> hunter2',
        '--pass <«password»> hunter2',
        '-p=<«password»> hunter2',
        'x -p <«password»> hunter2',
      ],
      ...['a@<«password»> hunter2', `-p <«password»> ${'hunter2'.repeat(9)}`, '--user <user:«password»> hunter2 x'],
      ...['-u=<a/«password»> hunter2', 'x -u <a-b%«password»> hunter2'],
      ...[
        'x <«password»> ⟦hunter2⟧',
        'xp <«password»> ⟦hunter2⟧',
        'a-p <«password»> ⟦hunter2⟧',
        '-p <x> <«password»> ⟦hunter2⟧',
      ],
      ...['-u <user:x «password»> ⟦hunter2⟧', 'a-u <user:«password»> ⟦hunter2⟧', '-- <user;«password»> ⟦hunter2⟧'],
    ]);
  });
});

describe('where a value ends', () => {
  it('is told by braces, by the way applications are shown theirs, or the longest', () => {
    expectValues([
      ...['x;«pwd»={⟦a b;c}}d⟧};y', 'x; «password»= {⟦a b⟧}', 'x;pwd=1;«secret»={a b;c}', ';«pwd»={}hunter2'],
      ...['«password»=⟦abcd efgh ijkl mnop⟧', '«password»=⟦abcd efgh ijkl mnop⟧.', '«password»=⟦abcd⟧ efgh ijkl mnopq'],
      ...['«password»=⟦x9⟧ abcd efgh ijkl mnop', '«password»=⟦abcd⟧ efgh ijkl'],
    ]);
    expect(valueAfter('password=hunter2x%26yz', 0, 8, 8)).toEqual({ start: 9, end: 17, assigned: true, cutIn: '' });
    expect(valueAfter('password: hunter2xyz', 0, 8, 8)).toEqual({ start: 10, end: 18, assigned: false, cutIn: '' });
    expect(valueAfter('password=hunter2x', 0, 8, 8)).toEqual({ start: 9, end: 17, assigned: true });
    expect(valueAfter('password="hunter2xyz"', 0, 8, 9)).toEqual({ start: 10, end: 18, assigned: true, cutIn: '"' });
    expect(valueAfter('password: hunter2 x=1 a>b', 0, 8, LONGEST)).toEqual({ start: 10, end: 17, assigned: false });
  });

  it('is looked up of what was cut', () => {
    const whole = (text: string, end: number, cutIn?: string) =>
      endOfWhole(text, { start: 0, end, assigned: true, ...(cutIn === undefined ? {} : { cutIn }) });
    expect(whole('hunter2 x', 4)).toBe(4);
    expect(whole('hunter2%26y x', 4, '')).toBe(11);
    expect(whole('hunter2"y x', 4, '"')).toBe(7);
    expect(whole("hunter2 '", 4, "'")).toBe(8);
  });

  it('and what the value was changed into stands behind it', () => {
    const lines = [
      '"«a1»" => "⟦b2⟧"',
      '"«a1»", "new": "⟦b2⟧"',
      '"«a1»",new="⟦b2⟧"',
      '"«a1»", newvalue : "⟦b2⟧"',
      '"«a1»" to "⟦b2⟧"',
    ]
      .concat([
        '"«a1»", new_value:"⟦b2⟧"',
        "'«a1»', 'current' : '⟦b2⟧'",
        '"«a1»","to"="⟦b2⟧"',
        '"«a1»", after = "⟦b2⟧"',
      ])
      .concat(['"«a1»",  "new": "b2"', '"«a1»", "next": "b2"', '"«a1»" to b2', '"«a1»", "new" "b2"']);
    expectExtents(lines, (text, _nameStart, nameEnd) => changedValue(text, nameEnd, LONGEST));
  });
});
