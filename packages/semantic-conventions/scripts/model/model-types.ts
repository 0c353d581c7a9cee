// The model as the generators see it: defaults filled in, levels and numbers resolved. docs/model-format.md explains
// every key of the YAML files behind it.

export type ValueType = 'string' | 'int' | 'boolean' | 'string[]';
export type Outcome = 'success' | 'failure' | 'unknown';
export type Level = 'INFO' | 'WARN' | 'CRITICAL';

export interface AttributeModel {
  readonly name: string;
  readonly origin: 'otel' | 'audit-draft' | 'otelseal';
  readonly stability: 'stable' | 'development';
  readonly type: ValueType;
  /** Closed list of values; empty when any value of the type may come. */
  readonly enum: readonly string[];
  readonly examples: readonly string[];
  readonly brief: string;
  readonly sensitivity: 'none' | 'personal' | 'maybe-personal' | 'pseudonymous' | 'confidential';
  /** Who puts the value in: the call, the security context, the enriching processor, or the sealer. */
  readonly suppliedBy: 'call' | 'context' | 'pipeline' | 'seal';
  /** Name in the typed API; a dot means a nested object (`actor.id` is `{ actor: { id } }`). */
  readonly field: string | undefined;
  /** False for values that may bear a secret: no message template may show them. */
  readonly inMessage: boolean;
  /** Fields of the Elastic Common Schema that take the value; none means a label. */
  readonly ecs: readonly string[];
  readonly note: string | undefined;
}

export interface OcsfModel {
  readonly className: string;
  readonly caption: string;
  readonly classUid: number;
  readonly categoryUid: number;
  readonly activityId: number;
  readonly activityName: string;
  readonly typeUid: number;
}

/** What the OCSF rendering needs to know about a class. */
export interface OcsfClassModel {
  readonly uid: number;
  readonly categoryUid: number;
  readonly caption: string;
  readonly activities: ReadonlyMap<string, number>;
  readonly objects: readonly string[];
  readonly profiles: readonly string[];
}

export interface VariantModel {
  readonly attribute: string;
  readonly values: readonly string[];
  readonly severityNumber: number | undefined;
  readonly severityText: Level | undefined;
  readonly outcome: Outcome | undefined;
}

export interface EventModel {
  readonly name: string;
  /** Name without the namespace: `authn.login.failure`. */
  readonly id: string;
  readonly category: string;
  /** File under model/events/ without its ending. */
  readonly file: string;
  readonly brief: string;
  readonly owasp: { readonly name: string; readonly level: Level; readonly args: readonly string[] } | undefined;
  readonly severityNumber: number;
  readonly severityText: Level;
  readonly ocsfSeverity: number;
  readonly outcome: Outcome;
  readonly action: string;
  readonly target: 'call-site' | 'account' | 'service';
  readonly targetFrom: { readonly type: string; readonly id: string } | undefined;
  readonly retention: 'audit' | 'operational';
  readonly message: string;
  readonly required: readonly string[];
  readonly recommended: readonly string[];
  /** Those of `required` that context could supply in general but not for this event. */
  readonly callSite: readonly string[];
  readonly variants: readonly VariantModel[];
  readonly ecs: { readonly kind: string; readonly category: readonly string[]; readonly type: readonly string[] };
  readonly ocsf: OcsfModel;
  readonly ocsf18: OcsfModel | undefined;
  readonly attack: readonly string[];
  readonly controls: readonly string[];
  readonly note: string | undefined;
}

export interface MetricModel {
  readonly name: string;
  readonly instrument: 'counter' | 'updowncounter' | 'gauge' | 'histogram';
  readonly unit: string;
  readonly brief: string;
  /** Label → its closed list of values; an empty list means names from our own code. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
  readonly note: string | undefined;
}

export interface ControlRecordModel {
  readonly name: string;
  readonly leaf: boolean;
  readonly brief: string;
}

export interface Model {
  readonly version: string;
  readonly schemaUrl: string;
  readonly namespace: string;
  readonly commonRequired: readonly string[];
  readonly commonRecommended: readonly string[];
  readonly controls: ReadonlyMap<string, string>;
  readonly sources: ReadonlyMap<string, string>;
  readonly attributes: ReadonlyMap<string, AttributeModel>;
  readonly ocsfClasses: ReadonlyMap<string, OcsfClassModel>;
  readonly events: readonly EventModel[];
  readonly metrics: readonly MetricModel[];
  readonly controlRecords: readonly ControlRecordModel[];
}
