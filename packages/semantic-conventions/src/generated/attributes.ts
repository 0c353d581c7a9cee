// Generated from model/ by scripts/generate.ts. Do not edit.

/** What was done, as an upper-case verb. @experimental */
export const ATTR_AUDIT_ACTION = 'audit.action';
/** Identity that acted; literal "anonymous"/"unknown" when not known. @experimental */
export const ATTR_AUDIT_ACTOR_ID = 'audit.actor.id';
/** Kind of identity that acted. @experimental */
export const ATTR_AUDIT_ACTOR_TYPE = 'audit.actor.type';
/** How the action ended. @experimental */
export const ATTR_AUDIT_OUTCOME = 'audit.outcome';
/** Canonical text of the sealed record; the bytes that are hashed. @experimental */
export const ATTR_AUDIT_PAYLOAD = 'audit.payload';
/** Id of this record, the same across retries; the same value as log.record.uid. @experimental */
export const ATTR_AUDIT_RECORD_ID = 'audit.record.id';
/** Version of this catalogue. @experimental */
export const ATTR_AUDIT_SCHEMA_VERSION = 'audit.schema.version';
/** Position of the record in its stream, counted from 1. @experimental */
export const ATTR_AUDIT_SEQUENCE_NUMBER = 'audit.sequence.number';
/** Stream the record was sealed in, 32 hexadecimal digits. @experimental */
export const ATTR_AUDIT_SEQUENCE_STREAM_ID = 'audit.sequence.stream_id';
/** Object acted on. @experimental */
export const ATTR_AUDIT_TARGET_ID = 'audit.target.id';
/** Kind of object acted on. @experimental */
export const ATTR_AUDIT_TARGET_TYPE = 'audit.target.type';
/** Time of sealing in nanoseconds since 1970, as decimal digits; never decreases within a stream. @experimental */
export const ATTR_AUDIT_TIME = 'audit.time';
/** Address of the client, as the service trusts it. @experimental */
export const ATTR_CLIENT_ADDRESS = 'client.address';
/** Port of the client as seen by the service. @experimental */
export const ATTR_CLIENT_PORT = 'client.port';
/** Class of the error that ended the operation. @experimental */
export const ATTR_ERROR_TYPE = 'error.type';
/** Copy of the event name of the record, for stores that drop that field. @experimental */
export const ATTR_EVENT_NAME = 'event.name';
/** Message of the exception. @experimental */
export const ATTR_EXCEPTION_MESSAGE = 'exception.message';
/** Type of the exception. @experimental */
export const ATTR_EXCEPTION_TYPE = 'exception.type';
/** File name extension without the dot. @experimental */
export const ATTR_FILE_EXTENSION = 'file.extension';
/** File name as the client gave it. @experimental */
export const ATTR_FILE_NAME = 'file.name';
/** Full path of the file. @experimental */
export const ATTR_FILE_PATH = 'file.path';
/** Size of the file in bytes. @experimental */
export const ATTR_FILE_SIZE = 'file.size';
/** Country of the client, ISO 3166-1 alpha-2. @experimental */
export const ATTR_GEO_COUNTRY_ISO_CODE = 'geo.country.iso_code';
/** Region of the client, ISO 3166-2. @experimental */
export const ATTR_GEO_REGION_ISO_CODE = 'geo.region.iso_code';
/** Method of the HTTP request. @experimental */
export const ATTR_HTTP_REQUEST_METHOD = 'http.request.method';
/** HTTP status of the answer. @experimental */
export const ATTR_HTTP_RESPONSE_STATUS_CODE = 'http.response.status_code';
/** Route template that matched, low cardinality. @experimental */
export const ATTR_HTTP_ROUTE = 'http.route';
/** Unique id of the log record; the same value as audit.record.id. @experimental */
export const ATTR_LOG_RECORD_UID = 'log.record.uid';
/** Tokens measured. @experimental */
export const ATTR_SECURITY_AI_TOKENS = 'security.ai.tokens';
/** Tool or server involved. @experimental */
export const ATTR_SECURITY_AI_TOOL = 'security.ai.tool';
/** Recognised tool name. @experimental */
export const ATTR_SECURITY_ATTACK_TOOL = 'security.attack.tool';
/** Attempts in the current window. @experimental */
export const ATTR_SECURITY_ATTEMPT_COUNT = 'security.attempt.count';
/** Tells equal wrong passwords of one account from different ones, 0 to 65535; taken off by the pipeline, never stored. @experimental */
export const ATTR_SECURITY_ATTEMPT_TAG = 'security.attempt.tag';
/** Factors actually used. @experimental */
export const ATTR_SECURITY_AUTH_FACTORS = 'security.auth.factors';
/** Identity provider name. @experimental */
export const ATTR_SECURITY_AUTH_IDP = 'security.auth.idp';
/** Password, webauthn, totp, oidc, saml, api_key, mtls ... @experimental */
export const ATTR_SECURITY_AUTH_METHOD = 'security.auth.method';
/** More than one factor verified. @experimental */
export const ATTR_SECURITY_AUTH_MFA = 'security.auth.mfa';
/** Category of the event in this catalogue. @experimental */
export const ATTR_SECURITY_CATEGORY = 'security.category';
/** Names (not values) of changed fields. @experimental */
export const ATTR_SECURITY_CHANGE_FIELDS = 'security.change.fields';
/** Setting changed, never a secret value. @experimental */
export const ATTR_SECURITY_CONFIG_KEY = 'security.config.key';
/** Purpose the consent is about, as a stable token. @experimental */
export const ATTR_SECURITY_CONSENT_PURPOSE = 'security.consent.purpose';
/** Whether consent was given or withdrawn. @experimental */
export const ATTR_SECURITY_CONSENT_STATE = 'security.consent.state';
/** Compliance controls that ask for this event. @experimental */
export const ATTR_SECURITY_CONTROL_IDS = 'security.control.ids';
/** Offending origin. @experimental */
export const ATTR_SECURITY_CORS_ORIGIN = 'security.cors.origin';
/** Key identifier, never key material. @experimental */
export const ATTR_SECURITY_CRYPTO_KEYREF = 'security.crypto.keyref';
/** Blocked origin+path with query and fragment removed. @experimental */
export const ATTR_SECURITY_CSP_BLOCKED = 'security.csp.blocked';
/** Effective directive. @experimental */
export const ATTR_SECURITY_CSP_DIRECTIVE = 'security.csp.directive';
/** Policy disposition. @experimental */
export const ATTR_SECURITY_CSP_DISPOSITION = 'security.csp.disposition';
/** Which check failed. @experimental */
export const ATTR_SECURITY_CSRF_CHECK = 'security.csrf.check';
/** Sensitivity label. @experimental */
export const ATTR_SECURITY_DATA_CLASSIFICATION = 'security.data.classification';
/** Records touched. @experimental */
export const ATTR_SECURITY_DATA_COUNT = 'security.data.count';
/** Names of sensitive fields touched, never values. @experimental */
export const ATTR_SECURITY_DATA_FIELDS = 'security.data.fields';
/** How sure the detection is. @experimental */
export const ATTR_SECURITY_DETECTION_CONFIDENCE = 'security.detection.confidence';
/** Region of the previous login (ISO 3166-2). @experimental */
export const ATTR_SECURITY_GEO_PREVIOUS = 'security.geo.previous';
/** Group whose membership changed. @experimental */
export const ATTR_SECURITY_GROUP_ID = 'security.group.id';
/** Detection points of OWASP AppSensor. @experimental */
export const ATTR_SECURITY_INCIDENT_APPSENSOR = 'security.incident.appsensor';
/** Techniques of MITRE ATT&CK. @experimental */
export const ATTR_SECURITY_INCIDENT_ATTACK = 'security.incident.attack';
/** Events that counted. @experimental */
export const ATTR_SECURITY_INCIDENT_COUNT = 'security.incident.count';
/** Detector that noticed it. @experimental */
export const ATTR_SECURITY_INCIDENT_DETECTOR = 'security.incident.detector';
/** Time of the first event that counted, RFC 3339. @experimental */
export const ATTR_SECURITY_INCIDENT_FIRST = 'security.incident.first';
/** The same in all events of one incident. @experimental */
export const ATTR_SECURITY_INCIDENT_ID = 'security.incident.id';
/** Time of the last event that counted, RFC 3339. @experimental */
export const ATTR_SECURITY_INCIDENT_LAST = 'security.incident.last';
/** Audit.record.id of events that counted: the first and the last ones. @experimental */
export const ATTR_SECURITY_INCIDENT_RECORDS = 'security.incident.records';
/** What should be done now. @experimental */
export const ATTR_SECURITY_INCIDENT_RESPONSE = 'security.incident.response';
/** Address of the instructions. @experimental */
export const ATTR_SECURITY_INCIDENT_RUNBOOK = 'security.incident.runbook';
/** How bad it is: volume is low, a success of the attacker critical. @experimental */
export const ATTR_SECURITY_INCIDENT_SEVERITY = 'security.incident.severity';
/** Different clients that took part. @experimental */
export const ATTR_SECURITY_INCIDENT_SOURCE_COUNT = 'security.incident.source_count';
/** Clients that took part, as the privacy settings show them; the first ones. @experimental */
export const ATTR_SECURITY_INCIDENT_SOURCES = 'security.incident.sources';
/** What the incident is about. @experimental */
export const ATTR_SECURITY_INCIDENT_SUBJECT = 'security.incident.subject';
/** The incident in words, with names as the privacy settings show them. @experimental */
export const ATTR_SECURITY_INCIDENT_SUMMARY = 'security.incident.summary';
/** Different accounts concerned. @experimental */
export const ATTR_SECURITY_INCIDENT_USER_COUNT = 'security.incident.user_count';
/** Accounts concerned, as the privacy settings show them; the first ones. @experimental */
export const ATTR_SECURITY_INCIDENT_USERS = 'security.incident.users';
/** Parameter name, never value. @experimental */
export const ATTR_SECURITY_INPUT_PARAMETER = 'security.input.parameter';
/** Chain id concerned. @experimental */
export const ATTR_SECURITY_INTEGRITY_STREAM = 'security.integrity.stream';
/** Limit that was hit. @experimental */
export const ATTR_SECURITY_LIMIT_MAX = 'security.limit.max';
/** Name of the limit policy. @experimental */
export const ATTR_SECURITY_LIMIT_POLICY = 'security.limit.policy';
/** End of the lock or of the emergency access, RFC 3339. @experimental */
export const ATTR_SECURITY_LOCK_UNTIL = 'security.lock.until';
/** Monitor or agent. @experimental */
export const ATTR_SECURITY_MONITOR_NAME = 'security.monitor.name';
/** Identity being impersonated or delegated for. @experimental */
export const ATTR_SECURITY_ONBEHALF_ID = 'security.onbehalf.id';
/** Permissions on the object after the change. @experimental */
export const ATTR_SECURITY_PERMISSION_AFTER = 'security.permission.after';
/** Permissions on the object before the change. @experimental */
export const ATTR_SECURITY_PERMISSION_BEFORE = 'security.permission.before';
/** Permissions the operation needed. @experimental */
export const ATTR_SECURITY_PERMISSION_REQUIRED = 'security.permission.required';
/** Policy or rule that decided. @experimental */
export const ATTR_SECURITY_POLICY_ID = 'security.policy.id';
/** Stable machine token explaining the outcome, never free text from a request. @experimental */
export const ATTR_SECURITY_REASON = 'security.reason';
/** What the app did. @experimental */
export const ATTR_SECURITY_RESPONSE_ACTION = 'security.response.action';
/** How long the record is kept: evidence, or day-to-day security monitoring. @experimental */
export const ATTR_SECURITY_RETENTION_CLASS = 'security.retention.class';
/** Roles after change. @experimental */
export const ATTR_SECURITY_ROLE_AFTER = 'security.role.after';
/** Roles before change. @experimental */
export const ATTR_SECURITY_ROLE_BEFORE = 'security.role.before';
/** Validator that ran. @experimental */
export const ATTR_SECURITY_SCAN_ENGINE = 'security.scan.engine';
/** Validator verdict. @experimental */
export const ATTR_SECURITY_SCAN_RESULT = 'security.scan.result';
/** Concurrent sessions. @experimental */
export const ATTR_SECURITY_SESSION_COUNT = 'security.session.count';
/** Why the session ended. @experimental */
export const ATTR_SECURITY_SESSION_REASON = 'security.session.reason';
/** Keyed hash of the token id, never the token. @experimental */
export const ATTR_SECURITY_TOKEN_HASH = 'security.token.hash';
/** Entitlements of the token. @experimental */
export const ATTR_SECURITY_TOKEN_SCOPES = 'security.token.scopes';
/** Access, refresh, api_key, reset, invite. @experimental */
export const ATTR_SECURITY_TOKEN_TYPE = 'security.token.type';
/** State or balance after, as a token or decimal string. @experimental */
export const ATTR_SECURITY_TRANSACTION_AFTER = 'security.transaction.after';
/** Decimal as string (doubles do not survive the back ends exactly). @experimental */
export const ATTR_SECURITY_TRANSACTION_AMOUNT = 'security.transaction.amount';
/** State or balance before, as a token or decimal string. @experimental */
export const ATTR_SECURITY_TRANSACTION_BEFORE = 'security.transaction.before';
/** Other party of the transaction, as an identifier. @experimental */
export const ATTR_SECURITY_TRANSACTION_COUNTERPARTY = 'security.transaction.counterparty';
/** Currency code, ISO 4217. @experimental */
export const ATTR_SECURITY_TRANSACTION_CURRENCY = 'security.transaction.currency';
/** Business transaction id. @experimental */
export const ATTR_SECURITY_TRANSACTION_ID = 'security.transaction.id';
/** Threshold that made it high value. @experimental */
export const ATTR_SECURITY_TRANSACTION_THRESHOLD = 'security.transaction.threshold';
/** Kind of transaction. @experimental */
export const ATTR_SECURITY_TRANSACTION_TYPE = 'security.transaction.type';
/** Seconds between the two logins. @experimental */
export const ATTR_SECURITY_TRAVEL_SECONDS = 'security.travel.seconds';
/** Storage id of the upload. @experimental */
export const ATTR_SECURITY_UPLOAD_ID = 'security.upload.id';
/** Declared media type. @experimental */
export const ATTR_SECURITY_UPLOAD_MIME = 'security.upload.mime';
/** Names of failed fields, never values. @experimental */
export const ATTR_SECURITY_VALIDATION_FIELDS = 'security.validation.fields';
/** Rule or schema id. @experimental */
export const ATTR_SECURITY_VALIDATION_RULE = 'security.validation.rule';
/** Step that was reached. @experimental */
export const ATTR_SECURITY_WORKFLOW_ACTUAL = 'security.workflow.actual';
/** Step that was expected. @experimental */
export const ATTR_SECURITY_WORKFLOW_EXPECTED = 'security.workflow.expected';
/** Name of the business flow. @experimental */
export const ATTR_SECURITY_WORKFLOW_NAME = 'security.workflow.name';
/** Category of the rule that matched. @experimental */
export const ATTR_SECURITY_RULE_CATEGORY = 'security_rule.category';
/** Name of the rule that matched. @experimental */
export const ATTR_SECURITY_RULE_NAME = 'security_rule.name';
/** Rule set the rule belongs to. @experimental */
export const ATTR_SECURITY_RULE_RULESET_NAME = 'security_rule.ruleset.name';
/** Unique id of the rule that matched. @experimental */
export const ATTR_SECURITY_RULE_UUID = 'security_rule.uuid';
/** Host the service connected to. @experimental */
export const ATTR_SERVER_ADDRESS = 'server.address';
/** Port the service connected to. @experimental */
export const ATTR_SERVER_PORT = 'server.port';
/** Session identifier; give a keyed hash, never the cookie. @experimental */
export const ATTR_SESSION_ID = 'session.id';
/** Identifier of the session that this one replaces. @experimental */
export const ATTR_SESSION_PREVIOUS_ID = 'session.previous_id';
/** Version of the TLS protocol, without its name. @experimental */
export const ATTR_TLS_PROTOCOL_VERSION = 'tls.protocol.version';
/** Path of the request. @experimental */
export const ATTR_URL_PATH = 'url.path';
/** Keyed hash of the user name, for names that must not be stored as typed. @experimental */
export const ATTR_USER_HASH = 'user.hash';
/** Identifier of the acting user; the same value as audit.actor.id when the actor is a user. @experimental */
export const ATTR_USER_ID = 'user.id';
/** Login or display name of the acting user. @experimental */
export const ATTR_USER_NAME = 'user.name';
/** Roles the acting user holds. @experimental */
export const ATTR_USER_ROLES = 'user.roles';
/** User-Agent header as sent. @experimental */
export const ATTR_USER_AGENT_ORIGINAL = 'user_agent.original';
/** Automation the user agent is known for. @experimental */
export const ATTR_USER_AGENT_SYNTHETIC_TYPE = 'user_agent.synthetic.type';
