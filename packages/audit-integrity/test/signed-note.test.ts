import { describe, expect, it } from 'vitest';
import { formatNote, formatVkey, NoteError, openNote, parseVkey, signatureLine, verifyEd25519 } from '../src/index.js';
import { keyOf, ROOT, signWith, type TestKey, vkeyOf } from './sealed-streams.js';

const TEXT = 'example.com/log\n1\nsome root\n';
const by = (key: TestKey, text = TEXT) => ({
  name: key.name,
  publicKey: key.publicKey,
  signature: signWith(key, text),
});
const note = formatNote(TEXT, by(ROOT));
const witness = keyOf('witness');
const refused = (code: string) => expect.objectContaining({ name: 'NoteError', code });

describe('a signed note', () => {
  it('opens for one who knows the key', () => {
    const { keyId } = parseVkey(vkeyOf(ROOT));
    expect(openNote(note, [vkeyOf(ROOT)])).toEqual({ text: TEXT, signatures: [{ name: 'root-1', keyId }] });
  });

  it('opens for keys that were read before, and passes over lines by others', () => {
    const cosigned = `${note}${signatureLine(by(witness))}`;
    expect(openNote(cosigned, [parseVkey(vkeyOf(witness))]).signatures).toMatchObject([{ name: 'witness' }]);
    expect(openNote(cosigned, [vkeyOf(witness), vkeyOf(ROOT)]).signatures).toMatchObject([
      { name: 'root-1' },
      { name: 'witness' },
    ]);
  });

  it('counts a repeated signature once', () => {
    expect(openNote(`${note}${signatureLine(by(ROOT))}`, [vkeyOf(ROOT)]).signatures).toHaveLength(1);
  });

  it('is refused when a known key did not sign this text, even beside a right signature', () => {
    const forged = formatNote(TEXT, by(witness, 'other\n')) + signatureLine(by(ROOT));
    expect(() => openNote(forged, [vkeyOf(ROOT), vkeyOf(witness)])).toThrow(refused('ERR_NOTE_SIGNATURE'));
    expect(openNote(forged, [vkeyOf(ROOT)]).signatures).toHaveLength(1);
  });

  it('is refused without any known signature', () => {
    expect(() => openNote(note, [])).toThrow(refused('ERR_NOTE_UNVERIFIED'));
    expect(() => openNote(note, [vkeyOf(witness)])).toThrow(NoteError);
  });

  it('is refused with more than a hundred signatures or a million characters', () => {
    const many = note + signatureLine(by(ROOT)).repeat(100);
    expect(() => openNote(many, [vkeyOf(ROOT)])).toThrow(refused('ERR_NOTE_MALFORMED'));
    expect(() => openNote(`${'x'.repeat(1_000_000)}\n\n`, [vkeyOf(ROOT)])).toThrow(refused('ERR_NOTE_MALFORMED'));
  });

  it.each([
    ['no blank line', TEXT, 'the blank line before its signatures is missing'],
    ['no end', note.slice(0, -1), 'the blank line before its signatures is missing'],
    ['a hundred and one signatures', note + signatureLine(by(ROOT)).repeat(100), 'it has more than 100 signatures'],
    ['a signature line with another dash', note.replace('— ', '- '), 'a signature line is not "— name base64"'],
    ['a signature without a name', note.replace('— root-1 ', '— '), 'a signature line is not "— name base64"'],
    ['a signature of four bytes', `${TEXT}\n— a AAAAAA==\n`, 'a signature line is not "— name base64"'],
  ])('that has %s says so when it is refused', (_, text, why) => {
    expect(() => openNote(text, [vkeyOf(ROOT)])).toThrow(
      expect.objectContaining({ code: 'ERR_NOTE_MALFORMED', message: `Not a signed note: ${why}.` }),
    );
  });

  it('says who signed it wrongly, or that nobody did who is known', () => {
    const message = (text: string, ...keys: TestKey[]) => {
      try {
        return openNote(text, keys.map(vkeyOf));
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(message(formatNote(TEXT, by(witness, 'other\n')), witness)).toBe('The signature by "witness" is wrong.');
    expect(message(note, witness)).toBe('No known key signed the note.');
  });

  it('is never opened from anything but text', () => {
    expect(() => openNote(undefined as never, [])).toThrow(TypeError);
  });

  it('cannot be made with an impossible name, text or signature', () => {
    expect(() => formatNote('no line feed', by(ROOT))).toThrow(refused('ERR_NOTE_MALFORMED'));
    expect(() => signatureLine({ ...by(ROOT), name: 'two words' })).toThrow(refused('ERR_NOTE_MALFORMED'));
    expect(() => signatureLine({ ...by(ROOT), signature: new Uint8Array(63) })).toThrow(refused('ERR_NOTE_MALFORMED'));
  });
});

describe('a vkey', () => {
  it('opens the example in the documentation of Go', () => {
    const vkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    const text =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const line =
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
    expect(openNote(`${text}\n${line}`, [vkey])).toEqual({
      text,
      signatures: [{ name: 'PeterNeumann', keyId: 'c74f20a3' }],
    });
  });

  it('is read as it was written', () => {
    const { name, publicKey } = parseVkey(vkeyOf(ROOT));
    expect(formatVkey(name, publicKey)).toBe(vkeyOf(ROOT));
  });

  it.each([
    ['no key id', 'root+AYmm'],
    ['a key id that does not fit', vkeyOf(ROOT).replace(/\+........\+/, '+00000000+')],
    ['another name', vkeyOf(ROOT).replace('root-1', 'root-2')],
    ['an unknown algorithm', 'a+00000000+AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['base64 that no encoder writes', vkeyOf(ROOT).replace(/.$/, (last) => `${last}=`)],
    ['white space in the name', vkeyOf(ROOT).replace('root-1', 'root 1')],
    ['nothing', ''],
  ])('with %s is refused', (_, vkey) => {
    expect(() => parseVkey(vkey)).toThrow(expect.objectContaining({ name: 'IntegrityError', code: 'ERR_KEY_REFUSED' }));
  });

  it('is refused for keys of small order, keys that are not canonical, and bytes that are no key', () => {
    const identity = new Uint8Array(32);
    identity[0] = 1;
    expect(() => formatVkey('a', identity)).toThrow('small order');
    expect(() => formatVkey('a', new Uint8Array(32).fill(0xff))).toThrow('not in canonical form');
    expect(() => formatVkey('a', new Uint8Array(31))).toThrow('31 bytes');
  });
});

describe('verifyEd25519', () => {
  it('accepts a right signature and refuses a changed one', () => {
    const signature = signWith(ROOT, TEXT);
    const claim = { publicKey: ROOT.publicKey, message: Buffer.from(TEXT), signature };
    expect(verifyEd25519(claim)).toBe(true);
    for (let bit = 0; bit < 512; bit += 7) {
      const flipped = Uint8Array.from(signature);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verifyEd25519({ ...claim, signature: flipped })).toBe(false);
    }
  });

  it('throws for wrong types only', () => {
    const claim = { publicKey: ROOT.publicKey, message: new Uint8Array(), signature: new Uint8Array(64) };
    expect(() => verifyEd25519({ ...claim, message: 'text' as never })).toThrow(TypeError);
    expect(verifyEd25519({ ...claim, publicKey: new Uint8Array() })).toBe(false);
    expect(verifyEd25519({ ...claim, signature: new Uint8Array() })).toBe(false);
  });
});
