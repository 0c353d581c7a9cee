/**
 * How lines of one program become events of the vocabulary: what a map's YAML file holds, as data.
 *
 * @experimental
 */
export interface LogMap {
  /** Names the map in counts, in the attribute `otelseal.map`, and to replace a built-in one. */
  readonly map: string;
  /** The program, for people. */
  readonly title: string;
  /** Where the facts about the program's log come from: short name → address. */
  readonly sources: Readonly<Record<string, string>>;
  /** What the map cannot know, for the documentation. */
  readonly limits?: readonly string[];
  /** The record is the map's when one of these fits. */
  readonly recognise: readonly Recognition[];
  /** `text`: the body, or its syslog message. `json`: a structured body, or one that is the text of a JSON object. `either`: what it is. */
  readonly read: 'text' | 'json' | 'either';
  /** Of a text: patterns with named groups, the first that fits gives the fields. None: the one field `message`. */
  readonly lines?: readonly string[];
  /** Whether the message is a list of `name="value"`, each of which is a field. Default false. */
  readonly pairs?: boolean;
  /** A text without any of these says nothing; it is not looked at further. */
  readonly containing?: readonly string[];
  /** What the program writes where it has nothing to say. Default: the empty text. */
  readonly absent?: readonly string[];
  /** Where an RFC 3339 time of the event stands; used when the record has none of its own. */
  readonly time?: string;
  /** The first that fits decides. */
  readonly rules: readonly MapRule[];
}

/**
 * All that is named must hold. One that names no attribute goes by the shape of the record alone, and is not asked about records of an
 * application's own SDK: what an application logs can be whatever somebody typed.
 *
 * @experimental
 */
export interface Recognition {
  /** Names of the program as syslog or the journal knows it. */
  readonly program?: readonly string[];
  /** Attributes of the record, or of its resource. */
  readonly attribute?: Readonly<Record<string, Condition>>;
  /** The message: the body, or its syslog message. */
  readonly message?: Condition;
  /** Members of a structured body. */
  readonly field?: Readonly<Record<string, Condition>>;
}

/**
 * One value, one of several, or all of the named tests.
 *
 * @experimental
 */
export type Condition = string | number | boolean | readonly (string | number | boolean)[] | Tests;

/** @experimental */
export interface Tests {
  readonly starts_with?: string | readonly string[];
  readonly ends_with?: string | readonly string[];
  readonly contains?: string | readonly string[];
  readonly contains_all?: string | readonly string[];
  /** One of them stands there more than once. */
  readonly contains_twice?: string | readonly string[];
  /** RE2 syntax, from `^` to `$`. */
  readonly matches?: string;
  readonly at_least?: number;
  readonly at_most?: number;
  readonly present?: boolean;
  readonly not?: string | number | boolean | readonly (string | number | boolean)[];
}

/**
 * A line that says this is that event; or one that is known and says nothing new.
 *
 * @experimental
 */
export interface MapRule {
  readonly name: string;
  /** Which of the map's sources tells of the line. */
  readonly source: string;
  /** By field. */
  readonly where?: Readonly<Record<string, Condition>>;
  /** RE2 syntax, from `^` to `$`, on the field `message`; its named groups are fields too. */
  readonly pattern?: string;
  /** Instead of an event: why there is none. */
  readonly nothing?: string;
  readonly event?: string;
  /** Default: what the vocabulary says of the event. */
  readonly severity?: 'INFO' | 'WARN' | 'CRITICAL';
  /** Attribute → value. */
  readonly constant?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** Attribute → the field that has its value, the fields of which the first that is there has it, or how it is made of fields. */
  readonly field?: Readonly<Record<string, string | readonly string[] | FieldValue>>;
}

/**
 * How an attribute's value is made.
 *
 * @experimental
 */
export interface FieldValue {
  /** The first that is there; with `join`, all that are there. */
  readonly from: string | readonly string[];
  readonly join?: string;
  /** The program's word → the vocabulary's. */
  readonly words?: Readonly<Record<string, string | number | boolean>>;
  /** When there is no value, or no word for it. */
  readonly otherwise?: string | number | boolean;
  /** Makes a list of a text. */
  readonly split?: string;
}
