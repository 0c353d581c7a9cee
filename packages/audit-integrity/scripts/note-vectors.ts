import { formatNote, formatVkey, signatureLine } from '../dist/index.js';
import { certificate, certificateText, EPOCH, keyOf, ROOT, START, STREAM, signed } from './vector-streams.ts';

/** Keys, signatures, notes and certificates: what is accepted, and what is refused. */
export function noteVectors(): Readonly<Record<string, unknown>> {
  const other = keyOf('vectors-other');
  const text = 'If you think cryptography is the answer to your problem,\nthen you do not know what your problem is.\n';
  const sign = (key: typeof ROOT, message = text) => ({
    name: key.name,
    publicKey: key.publicKey,
    signature: signed(key, message),
  });
  const note = formatNote(text, sign(ROOT));
  const both = note + signatureLine(sign(other));
  const root = formatVkey(ROOT.name, ROOT.publicKey);
  return {
    'ed25519.json': {
      about:
        'RFC 8032 section 7.1 and SPEC.md section 8. Hexadecimal. `valid` says whether strict verification accepts.',
      cases: SIGNATURES.map(([name, publicKey, message, signature, valid]) => ({
        name,
        publicKey,
        message,
        signature,
        valid,
      })),
    },
    'notes.json': {
      about:
        'C2SP signed notes. `signers` are the names whose signatures the given vkeys verify, in order; `error` says why a note does not open.',
      keys: { [ROOT.name]: root, [other.name]: formatVkey(other.name, other.publicKey) },
      cases: [
        { name: 'one signature', note, vkeys: [root], text, signers: [ROOT.name] },
        { name: 'two signatures, one known', note: both, vkeys: [root], text, signers: [ROOT.name] },
        {
          name: 'two signatures, both known',
          note: both,
          vkeys: [root, formatVkey(other.name, other.publicKey)],
          text,
          signers: [ROOT.name, other.name],
        },
        {
          name: 'a blank line inside the text',
          note: formatNote(`a\n\nb\n`, sign(ROOT, 'a\n\nb\n')),
          vkeys: [root],
          text: 'a\n\nb\n',
          signers: [ROOT.name],
        },
        {
          name: 'the same key twice, wrong the second time',
          note: note + signatureLine(sign(ROOT, `${text}\n`)),
          vkeys: [root],
          text,
          signers: [ROOT.name],
        },
        {
          name: 'the same key twice, wrong the first time',
          note: formatNote(text, sign(ROOT, `${text}\n`)) + signatureLine(sign(ROOT)),
          vkeys: [root],
          error: 'ERR_NOTE_SIGNATURE',
        },
        { name: 'no known key', note, vkeys: [formatVkey(other.name, other.publicKey)], error: 'ERR_NOTE_UNVERIFIED' },
        { name: 'a changed text', note: note.replace('answer', 'Answer'), vkeys: [root], error: 'ERR_NOTE_SIGNATURE' },
        {
          name: 'the text of another signature',
          note: formatNote(text, sign(ROOT, `${text}\n`)),
          vkeys: [root],
          error: 'ERR_NOTE_SIGNATURE',
        },
        { name: 'no signature', note: text, vkeys: [root], error: 'ERR_NOTE_MALFORMED' },
        { name: 'no blank line', note: note.replace('\n\n', '\n'), vkeys: [root], error: 'ERR_NOTE_MALFORMED' },
        { name: 'no line feed at the end', note: note.slice(0, -1), vkeys: [root], error: 'ERR_NOTE_MALFORMED' },
        {
          name: 'a hyphen in place of the dash',
          note: note.replace('\u2014', '-'),
          vkeys: [root],
          error: 'ERR_NOTE_MALFORMED',
        },
        {
          name: 'base64 that no encoder writes',
          note: note.replace(/=\n$/, '\n'),
          vkeys: [root],
          error: 'ERR_NOTE_MALFORMED',
        },
        {
          name: 'a control character',
          note: note.replace('answer', 'ans\twer'),
          vkeys: [root],
          error: 'ERR_NOTE_MALFORMED',
        },
      ],
    },
    'certificates.json': {
      about: 'SPEC.md section 8. `text` is what the root signs for `fields`; each text in `refused` is no certificate.',
      cases: [
        {
          name: 'an epoch certificate',
          fields: fieldsOf(),
          text: certificateText({ stream: STREAM, key: EPOCH, root: ROOT }),
          note: certificate({ stream: STREAM, key: EPOCH, root: ROOT }),
        },
        {
          name: 'values that need encoding',
          fields: fieldsOf({ organisation: 'Ä & Söhne', service: 'shop/*' }),
          text: certificateText({ stream: STREAM, key: EPOCH, root: ROOT })
            .replace('organisation acme', 'organisation %C3%84%20%26%20S%C3%B6hne')
            .replace('service shop', 'service shop%2F*'),
        },
      ],
      refused: REFUSED_EDITS.map(([name, from, to]) => ({
        name,
        text: certificateText({ stream: STREAM, key: EPOCH, root: ROOT }).replace(from, to),
      })),
    },
  };
}

function fieldsOf(changed: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const publicKey = Buffer.from(EPOCH.publicKey).toString('base64');
  const validity = { notBefore: START - 60, notAfter: START + 86_400 };
  return {
    organisation: 'acme',
    tenant: 'default',
    environment: 'any',
    service: 'shop',
    stream: STREAM,
    epoch: 1,
    ...validity,
    purpose: 'seal',
    publicKey,
    ...changed,
  };
}

const REFUSED_EDITS: readonly (readonly [string, string | RegExp, string])[] = [
  ['another first line', 'certificate/v1', 'certificate/v2'],
  ['a line too many', 'purpose seal\n', 'purpose seal\npurpose seal\n'],
  ['a line missing', 'tenant default\n', ''],
  ['lines in another order', 'organisation acme\ntenant default\n', 'tenant default\norganisation acme\n'],
  ['a space in a value', 'organisation acme', 'organisation acme corp'],
  ['needless encoding', 'organisation acme', 'organisation %61cme'],
  ['encoding in lower case', 'organisation acme', 'organisation %c3%84'],
  ['encoding that is no UTF-8', 'organisation acme', 'organisation %FF'],
  ['an encoded asterisk', 'service shop', 'service shop%2A'],
  ['a short stream id', /stream .+/, 'stream 00'],
  ['epoch 0', 'epoch 1', 'epoch 0'],
  ['a time with a zone offset', /not-before .+/, 'not-before 2026-11-23T10:00:00+00:00'],
  ['a day that does not exist', /not-after .+/, 'not-after 2026-02-30T10:00:00Z'],
  ['an end before the beginning', /not-after .+/, 'not-after 2020-01-01T00:00:00Z'],
  ['another purpose', 'purpose seal', 'purpose redact'],
  ['a short key', /key .+/, 'key AAAA'],
  ['no line feed at the end', /=\n$/, '='],
];

/** Name, public key, message, signature, verdict. The first four are RFC 8032's. */
const SIGNATURES: readonly (readonly [string, string, string, string, boolean])[] = [
  [
    'RFC 8032 test 1',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    true,
  ],
  [
    'RFC 8032 test 2',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    true,
  ],
  [
    'RFC 8032 test 3',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    true,
  ],
  [
    'RFC 8032 test SHA(abc)',
    'ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf',
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    'dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704',
    true,
  ],
  [
    'another message',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '73',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    false,
  ],
  [
    'S increased by the group order',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69daf52db73f58722bab1bd3ada6b2faf04d387b2eaeb4302aeeb00d291612bb0c10',
    false,
  ],
  [
    'a key of small order (y = 1) and R = identity',
    '0100000000000000000000000000000000000000000000000000000000000000',
    '72',
    `01${'00'.repeat(63)}`,
    false,
  ],
  ['a key of small order (y = 0)', '00'.repeat(32), '72', `${'00'.repeat(32)}${'00'.repeat(32)}`, false],
  [
    'a key of order eight',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    '72',
    `c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a${'00'.repeat(32)}`,
    false,
  ],
  [
    'a key that is not canonical (y = p + 1)',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '72',
    `01${'00'.repeat(63)}`,
    false,
  ],
  [
    'a key that is minus zero',
    '0100000000000000000000000000000000000000000000000000000000000080',
    '72',
    `01${'00'.repeat(63)}`,
    false,
  ],
  [
    'an R of small order',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    `01${'00'.repeat(31)}085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00`,
    false,
  ],
  ['a short signature', '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', '72', '92a009', false],
  [
    'a short key',
    '3d40',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    false,
  ],
];
