import type { AllOptions } from '../gateway-options.js';

type Names<Group> = keyof NonNullable<Group> & string;
type Sanitize = NonNullable<AllOptions['sanitize']>;
type Detection = NonNullable<AllOptions['detection']>;
type Groups =
  | 'signing'
  | 'spool'
  | 'witness'
  | 'otlp'
  | 'secondOtlp'
  | 'batch'
  | 'identity'
  | 'sealing'
  | 'enrich'
  | 'sanitize'
  | 'detection'
  | 'instrumentations'
  | 'gateway';
type Inner = 'sanitize.allow' | 'sanitize.pseudonym' | 'detection.webhook' | 'detection.alertmanager';

/** Every option by its path, derived from the type: a new option without a rule does not compile. */
export type OptionPath =
  | Exclude<keyof AllOptions, Groups>
  | Exclude<{ [G in Groups]: `${G}.${Names<AllOptions[G]>}` }[Groups], Inner>
  | `sanitize.allow.${Names<Sanitize['allow']>}`
  | `sanitize.pseudonym.${Names<Sanitize['pseudonym']>}`
  | `detection.webhook.${Names<Detection['webhook']>}`
  | `detection.alertmanager.${Names<Detection['alertmanager']>}`;

/** The options of these groups, and single ones. */
export type OptionPathIn<Head extends string> = Extract<OptionPath, Head | `${Head}.${string}`>;
