import { describe, expect, it } from 'vitest';
import { formatCheckpoint, parseCheckpoint, sizeOf } from '../src/checkpoint.js';
import { keyObjectOf, refusalOfPublicKey, verifyStrictly } from '../src/ed25519.js';
import { formatNote, openNote, parseVkey, verifyEd25519 } from '../src/index.js';
import { isKeyName } from '../src/verifier-key.js';
import { ROOT, signWith, vkeyOf } from './sealed-streams.js';

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
/** 32 bytes, little-endian: first byte, those in the middle, last byte. */
const point = (first: string, middle: string, last: string) => hex(first + middle.repeat(30) + last);

describe('an Ed25519 key', () => {
  it.each<readonly [string, Uint8Array, string | undefined]>([
    ['of 31 bytes', new Uint8Array(31), 'it has 31 bytes instead of 32'],
    ['of 33 bytes', new Uint8Array(33), 'it has 33 bytes instead of 32'],
    ['of y = p', point('ed', 'ff', '7f'), 'it is not in canonical form'],
    ['of y = p with its sign', point('ed', 'ff', 'ff'), 'it is not in canonical form'],
    ['of y = p + 18', point('ff', 'ff', '7f'), 'it is not in canonical form'],
    ['of y = p − 1', point('ec', 'ff', '7f'), 'it is of small order'],
    ['of y = p − 1 with minus zero', point('ec', 'ff', 'ff'), 'it is not in canonical form'],
    ['of y = 1', point('01', '00', '00'), 'it is of small order'],
    ['of y = 1 with minus zero', point('01', '00', '80'), 'it is not in canonical form'],
    ['of y = 0', point('00', '00', '00'), 'it is of small order'],
    ['of y = 0 with its sign', point('00', '00', '80'), 'it is of small order'],
    ['of order 8', hex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'), 'it is of small order'],
    [
      'of order 8, too',
      hex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa'),
      'it is of small order',
    ],
    ['of y = 2, which is on no curve', point('02', '00', '00'), undefined],
    ['of y = 1 + 2^247 with its sign', hex(`01${'00'.repeat(29)}8080`), undefined],
    ['of y = p − 1 − 2^8 with its sign', hex(`ecfe${'ff'.repeat(30)}`), undefined],
    ['of y = 2 with its sign', point('02', '00', '80'), undefined],
    ['that is one', ROOT.publicKey, undefined],
  ])('%s', (_, key, refusal) => {
    expect(refusalOfPublicKey(key)).toBe(refusal);
  });

  it('that is no point of the curve signs nothing', () => {
    const claim = { publicKey: point('02', '00', '00'), message: Buffer.from('x'), signature: signWith(ROOT, 'x') };
    expect(verifyEd25519(claim)).toBe(false);
  });
});

describe('an Ed25519 signature', () => {
  const key = keyObjectOf(ROOT.publicKey) as NonNullable<ReturnType<typeof keyObjectOf>>;
  const message = Buffer.from('text');
  const right = signWith(ROOT, 'text');
  const order = 0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3edn;
  const scalar = (s: bigint) => hex(Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse().toString('hex'));
  const withHalves = (r: Uint8Array, s: Uint8Array) => Uint8Array.from([...r, ...s]);
  const s = BigInt(`0x${Buffer.from(right.slice(32)).reverse().toString('hex')}`);

  it.each<readonly [string, Uint8Array, boolean]>([
    ['right', right, true],
    ['with S + L', withHalves(right.slice(0, 32), scalar(s + order)), false],
    ['with S = L', withHalves(right.slice(0, 32), scalar(order)), false],
    ['with S = 0', withHalves(right.slice(0, 32), scalar(0n)), false],
    ['with R of small order', withHalves(point('01', '00', '00'), right.slice(32)), false],
    ['with R beyond the field', withHalves(point('ee', 'ff', '7f'), right.slice(32)), false],
    ['with R on no curve', withHalves(point('02', '00', '00'), right.slice(32)), false],
    ['of 63 bytes', right.slice(0, 63), false],
    ['of 65 bytes', Uint8Array.from([...right, 0]), false],
  ])('%s: %s', (_, signature, isRight) => {
    expect(verifyStrictly(key, message, signature)).toBe(isRight);
  });
});

describe('a vkey', () => {
  const named = (name: string, why: string) =>
    expect.objectContaining({
      code: 'ERR_KEY_REFUSED',
      message: `The key ${JSON.stringify(name)} is refused: ${why}.`,
    });
  const [, id = '', encoded = ''] = vkeyOf(ROOT).split('+');
  const long = 'x'.repeat(81);

  it.each([
    ['x', 'x', 'it is not of the form name+keyid+base64'],
    [`+${id}+${encoded}`, `+${id}+${encoded}`, 'it is not of the form name+keyid+base64'],
    [
      `root-1+${id.toUpperCase()}0+${encoded}`,
      `root-1+${id.toUpperCase()}0+${encoded}`,
      'it is not of the form name+keyid+base64',
    ],
    [`root-1+${id}+`, `root-1+${id}+`, 'it is not of the form name+keyid+base64'],
    [`root-1+${id}+${encoded}=`, 'root-1', 'its base64 is not canonical'],
    [
      `root-1+${id}+${Buffer.alloc(33, 2).toString('base64')}`,
      'root-1',
      'only Ed25519 keys (algorithm 1, 32 bytes) are supported',
    ],
    [
      `root-1+${id}+${Buffer.alloc(34, 1).toString('base64')}`,
      'root-1',
      'only Ed25519 keys (algorithm 1, 32 bytes) are supported',
    ],
    [
      `root-1+${id}+${Buffer.alloc(32, 1).toString('base64')}`,
      'root-1',
      'only Ed25519 keys (algorithm 1, 32 bytes) are supported',
    ],
    [`root-1+00000000+${encoded}`, 'root-1', `its key id is 00000000, but name and key give ${id}`],
    [long, `${long.slice(0, 80)}…`, 'it is not of the form name+keyid+base64'],
    [long.slice(1), long.slice(1), 'it is not of the form name+keyid+base64'],
  ])('%s is refused', (vkey, name, why) => {
    expect(() => parseVkey(vkey)).toThrow(named(name, why));
  });

  it.each([
    ['', false],
    ['a', true],
    ['a b', false],
    ['a\tb', false],
    ['a+b', false],
    ['a\u0085b', false],
    ['a\u00a0b', false],
    ['\ud800', false],
    ['é😀', true],
    ['k'.repeat(8_192), true],
    ['k'.repeat(8_193), false],
  ])('may bear a name: %#', (name, may) => {
    expect(isKeyName(name)).toBe(may);
  });

  it('that is refused refuses the note, with its reason', () => {
    const text = 'x\n';
    const note = formatNote(text, { ...ROOT, signature: signWith(ROOT, text) });
    const error = {
      name: 'NoteError',
      code: 'ERR_NOTE_KEY',
      cause: expect.objectContaining({ code: 'ERR_KEY_REFUSED' }),
    };
    expect(() => openNote(note, ['x'])).toThrow(
      expect.objectContaining({
        ...error,
        message: 'The key "x" is refused: it is not of the form name+keyid+base64.',
      }),
    );
    expect(openNote(note, [vkeyOf(ROOT), vkeyOf(ROOT), parseVkey(vkeyOf(ROOT))]).signatures).toHaveLength(1);
  });

  it('that cannot be told from another refuses the note', () => {
    const text = 'x\n';
    const note = formatNote(text, { ...ROOT, signature: signWith(ROOT, text) });
    const twin = { ...parseVkey(vkeyOf(ROOT)), publicKey: new Uint8Array(32) };
    const { keyId } = twin;
    const error = { code: 'ERR_NOTE_KEY', message: `Two keys have the name "root-1" and the id ${keyId}.` };
    for (const keys of [
      [vkeyOf(ROOT), twin],
      [twin, vkeyOf(ROOT)],
    ]) {
      expect(() => openNote(note, keys)).toThrow(expect.objectContaining(error));
    }
    expect(
      openNote(note, [vkeyOf(ROOT), { ...twin, name: 'root-2' }, { ...twin, keyId: '00000000' }]).signatures,
    ).toHaveLength(1);
  });
});

describe('the text of a checkpoint', () => {
  const root = Buffer.alloc(32, 1);
  const checkpoint = { origin: 'a/b', size: 7, root: root.toString('latin1') };
  const text = `a/b\n7\n${root.toString('base64')}\n`;

  it('is three lines', () => {
    expect(formatCheckpoint(checkpoint)).toBe(text);
    expect(parseCheckpoint(text)).toEqual(checkpoint);
  });

  it.each([
    ['', 'nothing'],
    [text.slice(0, -1), 'no line feed'],
    [`${text}\n`, 'an empty line more'],
    [`${text}extension\n`, 'an extension line'],
    [`${text}extension`, 'something behind it'],
    [text.slice(3), 'no origin'],
    [text.replace('7', '07'), 'zeros'],
    [text.replace('7', ''), 'no size'],
    [text.replace(/\n.*\n$/, `\n${Buffer.alloc(31).toString('base64')}\n`), 'a short root'],
    [text.replace(/\n.*\n$/, `\n${Buffer.alloc(33).toString('base64')}\n`), 'a long root'],
    [text.replace(/=\n$/, '\n'), 'a root without its end'],
    ['a/b\n7', 'two lines'],
    ['a/b', 'one line'],
  ])('is not %j: %s', (given) => {
    expect(() => parseCheckpoint(given)).toThrow(
      expect.objectContaining({
        code: 'ERR_CHECKPOINT',
        message: 'Not a checkpoint of three lines: origin, size, root.',
      }),
    );
  });

  it.each([
    ['0', 0],
    ['10', 10],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['9007199254740992', undefined],
    ['10000000000000000', undefined],
    ['00', undefined],
    ['-1', undefined],
    ['+1', undefined],
    ['1x', undefined],
    ['x1', undefined],
    ['', undefined],
    [' 1', undefined],
  ])('may have as size %j: %s', (size, read) => {
    expect(sizeOf(size)).toBe(read);
  });
});
