import { createRequire } from 'node:module';
import type * as WhenLoaded from '@otelseal/instrumentation/when-loaded';
import type { PersonalKind } from '@otelseal/log-processors';
import { listOf, NAME, type OptionKind, type OptionRule, PATH, POSITIVE, YES_OR_NO } from './option-kind.js';
import type { OptionPathIn } from './option-path.js';

type LogProcessors = typeof import('@otelseal/log-processors');

const load = createRequire(import.meta.url);
/** Loaded when one of its own settings is read: most services have none, and their start should not wait for the sanitizer. */
const logProcessors = (): LogProcessors => load('@otelseal/log-processors') as LogProcessors;

/** Loaded when a setting names libraries: an installation that lacks the instrumentations must not keep the service from starting. */
const INSTRUMENTATION: OptionKind = {
  is: 'choice',
  get of() {
    return (load('@otelseal/instrumentation/when-loaded') as typeof WhenLoaded).INSTRUMENTATION_NAMES;
  },
};
const PROXY: OptionKind = {
  is: 'known',
  of: 'an address, a range of some such as 10.4.0.0/16, `loopback`, `linklocal` or `uniquelocal`',
  accepts: (value) => (load('@otelseal/instrumentation/when-loaded') as typeof WhenLoaded).isTrustedProxyRange(value),
};
const ACTION: OptionKind = {
  is: 'choice',
  get of() {
    return logProcessors().SANITIZE_ACTIONS;
  },
};
const PATTERN: OptionKind = { is: 'text', maxLength: 1_024 };
const PROFILES = ['web', 'csv', 'template'];
/** As an object, so that a kind without a row does not compile. */
const PERSONAL: Readonly<Record<PersonalKind, true>> = {
  email: true,
  ip: true,
  pan: true,
  iban: true,
  phone: true,
  mac: true,
  geo: true,
  'national-id': true,
  'birth-date': true,
  'bank-account': true,
  'vehicle-or-device': true,
};

type Heads = 'attach' | 'instrumentations' | 'enrich' | 'sanitize';

/** What happens to a record before it is sealed: which libraries write it, what is added to it, what is taken out. */
export const PROCESSING_RULES: Readonly<Record<OptionPathIn<Heads>, OptionRule>> = {
  attach: {
    kind: { is: 'choice', of: ['join', 'own'] },
    byDefault: '`join`',
    brief: 'under `attach`: join the SDK of the service, or register a logger provider of Otelseal in its place',
  },
  'instrumentations.disabled': {
    kind: listOf(INSTRUMENTATION, 64),
    byDefault: 'none',
    brief: 'libraries that `attach` and `register` leave alone',
  },
  'instrumentations.trustedProxies': {
    kind: listOf(PROXY),
    byDefault: 'none: `client.address` is the peer of the connection',
    brief: 'under `attach` and `register`: proxies whose word about the client is believed',
  },
  'instrumentations.forwardedHeader': {
    kind: { is: 'choice', of: ['x-forwarded-for', 'forwarded'] },
    byDefault: '`x-forwarded-for`',
    brief: 'the one header that these proxies write',
  },
  'instrumentations.genericErrors': {
    kind: YES_OR_NO,
    byDefault: 'true',
    brief: "whether a framework's own last-resort answer that would quote the error is replaced",
  },
  'instrumentations.exceptionMessages': {
    kind: YES_OR_NO,
    byDefault: 'false',
    brief: 'whether the messages of unexpected errors, which may quote data, are recorded',
  },
  'instrumentations.sensitive': {
    kind: listOf(NAME),
    byDefault: 'none',
    brief: 'tables of pg and Knex whose reads and changes are recorded, `patients` or `clinic.patients`',
  },
  'instrumentations.highValue': {
    kind: listOf(NAME),
    byDefault: 'none',
    brief: 'the same for what is worth much: accounts, orders, payouts',
  },
  'enrich.baggage': {
    kind: listOf(NAME, 32),
    byDefault: 'none',
    brief: 'baggage keys that are copied to security events',
  },
  'enrich.eventNameAttributes': {
    kind: listOf(NAME, 8),
    byDefault: '`otel.event.name`',
    brief: 'attributes that may name the event of a record without an event name',
  },
  'sanitize.preset': {
    kind: { is: 'choice', of: ['strict', 'balanced', 'developer'] },
    byDefault: '`balanced`',
    brief: 'what happens to personal data; secrets and attacking characters go under every preset',
  },
  'sanitize.rules': {
    kind: { is: 'map', to: ACTION, maxItems: 1_000 },
    byDefault: 'none',
    brief: "what happens at single paths (pino's syntax and `**`)",
  },
  'sanitize.keys': {
    kind: { is: 'map', to: ACTION, maxItems: 1_000 },
    byDefault: 'none',
    brief: 'what happens to values under names, `*` standing for any characters',
  },
  'sanitize.values': {
    kind: listOf({
      is: 'object',
      members: { name: NAME, pattern: PATTERN, action: ACTION },
      needed: ['name', 'pattern'],
    }),
    byDefault: 'none',
    brief: 'patterns (RE2) that find values in any text',
  },
  'sanitize.allow.paths': { kind: listOf(NAME), byDefault: 'none', brief: 'paths whose values are only encoded' },
  'sanitize.allow.keys': { kind: listOf(NAME), byDefault: 'none', brief: 'names that hold no secret, with `*`' },
  'sanitize.allow.values': {
    kind: listOf(PATTERN),
    byDefault: 'none',
    brief: 'patterns (RE2); what a built-in rule found stays if one matches all of it',
  },
  'sanitize.personal': {
    kind: { is: 'map', to: ACTION, maxItems: 32, names: Object.keys(PERSONAL) },
    byDefault: "the preset's",
    brief: 'actions for single kinds of personal data',
  },
  'sanitize.pseudonym.keyFile': {
    kind: PATH,
    byDefault: 'people are masked',
    brief: 'file with the key of pseudonyms, at least 32 bytes in base64, mode 0600 or 0400',
  },
  'sanitize.pseudonym.keyId': {
    kind: { is: 'text', maxLength: 16 },
    byDefault: 'from the key',
    brief: 'names the key inside every pseudonym: letters and digits',
  },
  'sanitize.pseudonym.renew': {
    kind: { is: 'choice', of: ['never', 'daily', 'monthly', 'yearly'] },
    byDefault: '`never`',
    brief: "when a person's pseudonym changes (UTC)",
  },
  'sanitize.pseudonym.key': {
    kind: { is: 'bytes' },
    byDefault: 'none',
    brief: 'the key itself: a secret `KeyObject`, bytes, or base64 text',
    codeOnly: true,
  },
  'sanitize.pseudonym.period': {
    kind: { is: 'function', of: 'a function that names the period' },
    byDefault: 'none',
    brief: 'the same as `renew`, as code',
    codeOnly: true,
  },
  'sanitize.profiles': {
    kind: listOf({ is: 'choice', of: PROFILES }, PROFILES.length),
    byDefault: 'none',
    brief: 'further encodings for consumers that do not encode for themselves',
  },
  'sanitize.dryRun': { kind: YES_OR_NO, byDefault: 'false', brief: 'change nothing, only count what would change' },
  'sanitize.bounds': {
    kind: {
      is: 'map',
      to: POSITIVE,
      maxItems: 32,
      get names() {
        return Object.keys(logProcessors().SANITIZE_BOUNDS_DEFAULTS);
      },
    },
    byDefault: 'see [@otelseal/log-processors](../../log-processors/README.md)',
    brief: 'what one record may cost at most',
  },
  'sanitize.catalogue': {
    kind: { is: 'instance', of: 'a `MessageCatalogue`', methods: ['render'] },
    byDefault: "Otelseal's own",
    brief: 'messages of other vocabularies',
    codeOnly: true,
  },
};
