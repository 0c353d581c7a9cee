import { listOf, NAME, type OptionRule, PATH, POSITIVE, WITHIN_AN_HOUR, YES_OR_NO } from './option-kind.js';
import type { OptionPathIn } from './option-path.js';

type Heads = 'signing' | 'identity' | 'trust' | 'sealing' | 'witness';

/** Whose key vouches, for whom, and how streams are made. */
export const SEALING_RULES: Readonly<Record<OptionPathIn<Heads>, OptionRule>> = {
  'signing.keyFile': {
    kind: PATH,
    byDefault: 'a key that dies with the process',
    brief: 'Ed25519 private key (PKCS#8 PEM or JWK), mode 0600 or 0400',
  },
  'signing.pem': {
    kind: { is: 'text', maxLength: 16_384, multiline: true },
    byDefault: 'none',
    brief: 'the same key as text',
    codeOnly: true,
  },
  'signing.keyName': { kind: NAME, byDefault: '`otelseal-root`', brief: 'name of the key in the trust file' },
  'signing.signer': {
    kind: { is: 'instance', of: 'a `RootSigner`', methods: ['sign'] },
    byDefault: 'none',
    brief: 'a key that lives elsewhere, such as a key management service',
    codeOnly: true,
  },
  'signing.processUser': {
    kind: { is: 'user' },
    byDefault: 'this process reads it',
    brief: 'the key file is read in a process of its own, under this user',
    variable: 'OTELSEAL_SIGNING_PROCESS',
  },
  'signing.process': {
    kind: { is: 'section', of: '@otelseal/signing-exporter, process signer' },
    byDefault: 'none',
    brief: 'the same with all its options; excludes the others',
    codeOnly: true,
  },
  'identity.organisation': {
    kind: NAME,
    byDefault: '`default`',
    brief: 'who answers for the evidence',
    variable: 'OTELSEAL_ORGANISATION',
  },
  'identity.tenant': {
    kind: NAME,
    byDefault: '`default`',
    brief: 'whose events these are',
    variable: 'OTELSEAL_TENANT',
  },
  'identity.environment': {
    kind: NAME,
    byDefault: '`default`',
    brief: 'such as `production`',
    variable: 'OTELSEAL_ENVIRONMENT',
  },
  trust: {
    kind: PATH,
    byDefault: 'not checked',
    brief: 'trust file in which the signing key should be found; reported at start when it is not',
  },
  'sealing.retentionClasses': {
    kind: listOf(NAME, 64),
    byDefault: '`audit`, `operational`',
    brief: 'retention classes that get streams of their own',
    variable: 'OTELSEAL_RETENTION_CLASSES',
  },
  'sealing.defaultRetention': {
    kind: NAME,
    byDefault: '`operational`',
    brief: 'class of a record that has none of them',
    variable: 'OTELSEAL_DEFAULT_RETENTION',
  },
  'sealing.minimumRetentionSeconds': {
    kind: { is: 'map', to: POSITIVE, maxItems: 64 },
    byDefault: 'none promised',
    brief: 'how long records of a class are kept at least, s: what is missing sooner is not expired',
    variable: 'OTELSEAL_MINIMUM_RETENTION_SECONDS',
  },
  'sealing.sealedBy': {
    kind: { is: 'choice', of: ['producer', 'collector'] },
    byDefault: '`producer`',
    brief: 'who says that the records are so: the program itself, or one that got them from elsewhere',
  },
  'sealing.checkpointRecords': { kind: POSITIVE, byDefault: '256', brief: 'a signed checkpoint after so many records' },
  'sealing.checkpointIntervalMs': {
    kind: POSITIVE,
    byDefault: '1,000 ms',
    brief: 'or so long after the first record without one',
  },
  'sealing.heartbeatIntervalMs': {
    kind: POSITIVE,
    byDefault: '60,000 ms',
    brief: 'a signed sign of life when a stream is silent',
  },
  'sealing.epochMs': { kind: POSITIVE, byDefault: '300,000 ms', brief: 'how long one key signs checkpoints' },
  'sealing.tiles': {
    kind: YES_OR_NO,
    byDefault: 'true',
    brief: 'unsigned records with 256 leaf hashes each, a cache for readers',
  },
  'sealing.serverless': {
    kind: YES_OR_NO,
    byDefault: 'false',
    brief: 'no timers: for functions that are frozen between calls',
  },
  'sealing.maxUnendorsedRecords': {
    kind: POSITIVE,
    byDefault: '1,048,576',
    brief: 'records that may be sealed while the root signer is away',
  },
  'sealing.maxUnendorsedMs': { kind: POSITIVE, byDefault: '86,400,000 ms', brief: 'and for how long' },
  'sealing.beyondUnendorsed': {
    kind: { is: 'choice', of: ['gap', 'continue'] },
    byDefault: '`gap`',
    brief: 'beyond either: declare a gap, or go on provisionally',
  },
  'sealing.maxStreams': { kind: POSITIVE, byDefault: '16', brief: 'streams open at once' },
  'sealing.maxStreamRecords': {
    kind: POSITIVE,
    byDefault: '1,048,576',
    brief: 'a stream is closed and succeeded after so many records',
  },
  'sealing.maxStreamAgeMs': { kind: POSITIVE, byDefault: '86,400,000 ms', brief: 'or after this time' },
  'sealing.certificateLifetimeMs': {
    kind: POSITIVE,
    byDefault: '172,800,000 ms',
    brief: 'validity of an epoch certificate',
  },
  'sealing.signTimeoutMs': {
    kind: POSITIVE,
    byDefault: '10,000 ms',
    brief: 'how long the root signer may take before it is asked again',
  },
  'sealing.timeSlotMs': {
    kind: { is: 'integer', min: 0, max: Number.MAX_SAFE_INTEGER },
    byDefault: '1,800,000 ms',
    brief: 'stretches of time that a store keeps apart, so that late records are not refused; 0: none',
  },
  'witness.url': {
    kind: { is: 'url', example: 'https://witness.example' },
    byDefault: 'none',
    brief: 'a witness that remembers how far the streams have come; https, or http on this host',
  },
  'witness.tokenFile': {
    kind: PATH,
    byDefault: 'none',
    brief: 'file with its token for this service, mode 0600 or 0400; `otelseal verify` reads it, too',
  },
  'witness.vkey': {
    kind: { is: 'text', maxLength: 8_400 },
    byDefault: 'none',
    brief: 'its public key, as it prints it at start',
  },
  'witness.intervalMillis': {
    kind: WITHIN_AN_HOUR,
    byDefault: '5,000 ms',
    brief: 'how often the newest checkpoint of each stream is shown to it',
  },
};
