// Generated from model/ by scripts/generate.ts. Do not edit.

/** Version of the vocabulary, written into records as `audit.schema.version`. @stable */
export const CATALOGUE_VERSION = '0.1.0';
/** Schema URL of this version, for loggers, meters and resources. @stable */
export const SCHEMA_URL = 'https://unpkg.com/@otelseal/semantic-conventions/schemas/0.1.0';
/** First part of every event and attribute name that is ours. @stable */
export const SECURITY_NAMESPACE = 'security';
/** Attributes that every catalogued event has, beside its own. @experimental */
export const COMMON_REQUIRED_ATTRIBUTES: readonly string[] = ['audit.record.id', 'audit.actor.id', 'audit.actor.type', 'audit.action', 'audit.outcome', 'audit.target.id', 'audit.target.type', 'security.category'];
/** Attributes that every catalogued event should have, beside its own. @experimental */
export const COMMON_RECOMMENDED_ATTRIBUTES: readonly string[] = ['log.record.uid', 'audit.schema.version', 'security.retention.class', 'security.control.ids', 'client.address', 'session.id', 'user.id', 'user.name'];
