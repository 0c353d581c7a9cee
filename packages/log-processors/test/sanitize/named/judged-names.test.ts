import { describe, expect, it } from 'vitest';
import { FieldNames } from '../../../src/sanitize/keys/field-names.js';
import { namedValues } from '../../../src/sanitize/named/named-values.js';

const { at } = namedValues(new FieldNames());

/** Of `db_«password»=⟦hunter2⟧` what is found for the keyword in the angles stands in the brackets. */
function marked(line: string): string {
  const start = line.replaceAll(/[⟦⟧]/g, '').indexOf('«');
  const end = line.replaceAll(/[⟦⟧]/g, '').indexOf('»') - 1;
  const text = line.replaceAll(/[«»⟦⟧]/g, '');
  const isFound = new Uint8Array(text.length + 1);
  at(text, start, end, {
    secret: (from, to, rule) => isFound.fill(rule === 'named-secret' ? 1 : 0, from, to),
    personal: () => undefined,
    endsInTable: () => undefined,
  });
  let shown = '';
  for (let place = 0; place <= text.length; place++) {
    if (isFound[place] === 1 && isFound[place - 1] !== 1) shown += '⟦';
    if (isFound[place] !== 1 && isFound[place - 1] === 1) shown += '⟧';
    shown += text.charAt(place);
  }
  return shown;
}
const expectMarked = (lines: readonly string[]) =>
  expect(lines.map(marked)).toEqual(lines.map((line) => line.replaceAll(/[«»]/g, '')));

describe('the name of a value', () => {
  it('is as long as names are, and begins behind what is escaped', () => {
    expectMarked([
      `${'a'.repeat(87)}_«password»=⟦hunter2⟧`,
      `${'a'.repeat(88)}_«password»=hunter2`,
      ...[
        '%26',
        '%20',
        '%2C',
        '%2f',
        '%3A',
        '%3b',
        '%3F',
        '%0A',
        '%0d',
        '%7B',
        '%5b',
        '%2526',
        '%25252C',
        '\\n',
        '\\r',
        '\\t',
      ].map((escaped) => `x${escaped}«token»=⟦hunter2x⟧`),
      'x%7A«token»=hunter2x',
    ]);
  });

  it('is judged with the words before it, or with the object it is the first member of', () => {
    expectMarked([
      '"mfa":{"«code»":"⟦482913⟧"}',
      '"mfa" : {"«code»":"⟦482913⟧"}',
      "'mfa' => {'«code»':'⟦482913⟧'}",
      '"mfa": x {"«code»":"482913"}',
      '"x":{"«code»":"482913"}',
      '{"x":1} mfa «code»: ⟦482913⟧',
      'my mfa «code»: ⟦482913⟧',
      '«code»: 482913',
    ]);
  });

  it('is a password beside a user or a network', () => {
    expectMarked([
      ...[
        'user="jo" «pass»="⟦two words⟧"',
        'user = jo, x-«pw»="⟦two words⟧"',
        "'login': 'jo', '«pass»': '⟦two words⟧'",
      ],
      ...['ssid="x" «pass»="⟦two word⟧"', '"bssid" : "x", "«pass»":"⟦two words⟧"', 'wlan x, «pass»="⟦two words⟧"'],
      ...[
        'x="jo" «pass»="two words"',
        'user=jo\n«pass»="two words"',
        'user="jo" «pass»_x="two words"',
        'ssid=x «pass»="two wor"',
      ],
      ...[`user="jo" «pass»="⟦two words⟧"${' x'.repeat(99)}`, 'user="jo" «auth»="two words"'],
      ...['ssid=x\n«pass»="two words"', 'xssid=x «pass»="two words"', 'user="jo" by«pass»="two words"'],
    ]);
  });
});

describe('what stands behind the name', () => {
  it('says where the value is kept, or that none is there', () => {
    const kept = [
      'ENC[a1b2c3',
      'ENC(a1b2c3',
      '!vault',
      '!secret',
      '!env',
      '!include',
      'arn:aws-cn:x9',
      'projects/my-9/secrets/x',
    ].concat(['op://x9/y', 'vault:x9', 'ssm:x9', 'ref+x9', '(known after apply)', '(not set)', '(unset)', '(a b c d)']);
    expectMarked(kept.map((value) => `«password»=${value}`));
    const values = ['xENC[a1b2c3', '!vaults9', 'arn::x9', 'projects//secrets/x9', 'xop://x9', 'xvault:x9', '9ref+x9'];
    expectMarked(values.map((value) => `«password»=⟦${value}⟧`));
    expectMarked([
      `\${«PASSWORD»:?must be set}`,
      'https://«token»:hunter2x@x',
      '{«PASSWORD»:⟦?x9hunter⟧}',
      '$«PASSWORD»:⟦?x9hunter⟧',
    ]);
  });

  it('is the next setting or the next field', () => {
    expectMarked([
      'ACME_«KEY»=⟦A7x9Qk2Mp4R6t8Zw⟧',
      'ACME_«KEY»=A1_B2_KEY=A7x9Qk2Mp4R6t8Zw',
      'ACME_«KEY»=BC_KEY=A7x9Qk2Mp4R6t8Zw',
      'ACME_«KEY»=ABCD_KEY=A7x9Qk2Mp4R6t8Zw',
      'DB_«PASSWORD»=⟦ABC_KEY=x9⟧',
      '«auth»: user=jo9hunter method=publickey',
      '«auth»: user=jo9hunter  method=publickey',
      '«session»: user=jo9hunter method=x',
      '«auth»: ⟦user=jo9hunter⟧ method',
      '«auth»=⟦user=jo9hunter⟧ method=x',
      '«password»: ⟦user=jo9hunter⟧ method=x',
      '«password»: ⟦user=jo9hunter⟧ method=token',
      '«auth»: ⟦user=jo9hunter⟧ x method=y',
      '«password»: roles=[x9hunter]',
      'x --«password» PASSWORD',
      '«password»=⟦неверный⟧',
      '«cvv»: ⟦123⟧ x',
      'my_«cvv»: ⟦123⟧ x',
      '«pin»: 123 cvv',
    ]);
  });

  it('goes on behind a bar that parts no fields', () => {
    expectMarked([
      'x «token»=⟦hunter2x|9xQ7⟧ y',
      'a|b «token»=⟦hunter2x|9xQ7⟧ y',
      'user=jo|«token»=⟦hunter2x⟧|9xQ7|',
      'user=jo| «token»=⟦hunter2x⟧|9xQ7|',
      'user=jo|"«token»"=⟦hunter2x⟧|9xQ7|',
      '«token»=⟦hunter2x;9xQ7⟧ y',
      'a| «token»=⟦hunter2x;9xQ7⟧ y',
      'x «token»=⟦hunter2x|9xQ7⟧|',
    ]);
    const judgedTo = (text: string) =>
      at(text, 2, 7, { secret: () => undefined, personal: () => undefined, endsInTable: () => undefined });
    expect([judgedTo('x token=hunter2x|9xQ7 y'), judgedTo('x token expired'), judgedTo('x tokens')]).toEqual([
      21, 7, 8,
    ]);
  });

  it('is a list of codes or of other values', () => {
    const more = Array.from({ length: 40 }, (_, count) => `"${count < 32 ? `⟦v${count}⟧` : `v${count}`}"`).join(', ');
    expectMarked([
      'backup «codes»: ⟦1a2b-3c4d⟧ ⟦5e6f-7g8h⟧ and',
      'backup «codes»: ⟦1a2b-3c4d⟧, ⟦5e6f-7g8h-9i1j-2k3l⟧;  ⟦12345678⟧ x',
      'backup «codes»: "⟦1a2b-3c4d⟧", "⟦5e6f-7g8h⟧"',
      'backup «codes»: ⟦a1b2-c3d4⟧ ⟦e5f6-g7h8⟧',
      '«codes»_password=⟦1a2b-3c4d⟧ 5e6f-7g8h',
      `backup «codes»: ⟦1a2b-3c4d⟧${' ⟦a1b2⟧'.repeat(32)} a1b2`,
      'backup «codes»: ⟦1a2b-3c4d⟧ 5e6f_7g8h',
      'backup «codes»: ⟦1a2b-3c4d⟧    5e6f-7g8h',
      '«password»: ["⟦hunter2⟧", "⟦sword9⟧", "***", "⟦x1⟧"], "y1"',
      '«password»: ["⟦hunter2⟧",\n  "⟦sword9⟧"]',
      '\\"«password»\\": [\\"⟦hunter2⟧\\",\\"⟦sword9⟧\\"]',
      '«password»: "⟦hunter2⟧", "sword9"',
      '«password»: ["⟦hunter2⟧"] x", "y1"',
      '«auth»: ["⟦hunter2x⟧", "word", "⟦sword9x⟧"]',
      `«password»: ["⟦hunter2⟧", ${more}]`,
    ]);
  });
});
