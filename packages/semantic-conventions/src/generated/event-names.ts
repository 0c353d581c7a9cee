// Generated from model/ by scripts/generate.ts. Do not edit.

/** Privileged activity. @experimental */
export const EVENT_SECURITY_AUTHZ_ADMIN = 'security.authz.admin';
/** Operator acts as another user. @experimental */
export const EVENT_SECURITY_ADMIN_IMPERSONATION_START = 'security.admin.impersonation.start';
/** Impersonation ended. @experimental */
export const EVENT_SECURITY_ADMIN_IMPERSONATION_END = 'security.admin.impersonation.end';
/** Security-relevant setting changed. @experimental */
export const EVENT_SECURITY_CONFIG_CHANGE = 'security.config.change';
/** Prompt injection indicator. @experimental */
export const EVENT_SECURITY_MCP_PROMPT_INJECTION = 'security.mcp.prompt_injection';
/** Token or cost exhaustion. @experimental */
export const EVENT_SECURITY_MCP_RESOURCE_EXHAUSTION = 'security.mcp.resource_exhaustion';
/** Tampered or unapproved tool. @experimental */
export const EVENT_SECURITY_MCP_TOOL_POISONING = 'security.mcp.tool_poisoning';
/** Log stream opened. @experimental */
export const EVENT_SECURITY_AUDIT_LOG_START = 'security.audit_log.start';
/** Log stream closed in order. @experimental */
export const EVENT_SECURITY_AUDIT_LOG_STOP = 'security.audit_log.stop';
/** Logs read. @experimental */
export const EVENT_SECURITY_AUDIT_LOG_ACCESS = 'security.audit_log.access';
/** Logs exported. @experimental */
export const EVENT_SECURITY_AUDIT_LOG_EXPORT = 'security.audit_log.export';
/** Chain or signature did not verify. @experimental */
export const EVENT_SECURITY_AUDIT_LOG_INTEGRITY_FAILURE = 'security.audit_log.integrity_failure';
/** Records could not be delivered or were dropped. @experimental */
export const EVENT_SECURITY_AUDIT_LOG_DELIVERY_FAILURE = 'security.audit_log.delivery_failure';
/** Records can be delivered again, or are not dropped any more. @experimental */
export const EVENT_SECURITY_AUDIT_LOG_DELIVERY_RECOVERY = 'security.audit_log.delivery_recovery';
/** Log data purged. @experimental */
export const EVENT_SECURITY_AUDIT_LOG_DELETE = 'security.audit_log.delete';
/** Interactive or API login accepted. @experimental */
export const EVENT_SECURITY_AUTHN_LOGIN_SUCCESS = 'security.authn.login.success';
/** Login accepted after earlier failures. @experimental */
export const EVENT_SECURITY_AUTHN_LOGIN_SUCCESS_AFTER_FAILURE = 'security.authn.login.success_after_failure';
/** Login refused. @experimental */
export const EVENT_SECURITY_AUTHN_LOGIN_FAILURE = 'security.authn.login.failure';
/** Failure limit reached. @experimental */
export const EVENT_SECURITY_AUTHN_LOGIN_FAILURE_LIMIT = 'security.authn.login.failure_limit';
/** Account locked. @experimental */
export const EVENT_SECURITY_AUTHN_ACCOUNT_LOCK = 'security.authn.account.lock';
/** Logins too far apart for the elapsed time. @experimental */
export const EVENT_SECURITY_AUTHN_IMPOSSIBLE_TRAVEL = 'security.authn.impossible_travel';
/** Second factor accepted. @experimental */
export const EVENT_SECURITY_AUTHN_MFA_SUCCESS = 'security.authn.mfa.success';
/** Second factor refused. @experimental */
export const EVENT_SECURITY_AUTHN_MFA_FAILURE = 'security.authn.mfa.failure';
/** Account unlocked. @experimental */
export const EVENT_SECURITY_AUTHN_ACCOUNT_UNLOCK = 'security.authn.account.unlock';
/** Access refused. @experimental */
export const EVENT_SECURITY_AUTHZ_FAILURE = 'security.authz.failure';
/** Entitlements of a principal changed. @experimental */
export const EVENT_SECURITY_AUTHZ_CHANGE = 'security.authz.change';
/** Access granted. @experimental */
export const EVENT_SECURITY_AUTHZ_SUCCESS = 'security.authz.success';
/** Emergency access used. @experimental */
export const EVENT_SECURITY_AUTHZ_BREAK_GLASS = 'security.authz.break_glass';
/** Flow step reached out of order. @experimental */
export const EVENT_SECURITY_SEQUENCE_FAILURE = 'security.sequence.failure';
/** Password changed. @experimental */
export const EVENT_SECURITY_AUTHN_PASSWORD_CHANGE = 'security.authn.password.change';
/** Password change refused. @experimental */
export const EVENT_SECURITY_AUTHN_PASSWORD_CHANGE_FAILURE = 'security.authn.password.change_failure';
/** Credential or token issued. @experimental */
export const EVENT_SECURITY_AUTHN_TOKEN_CREATE = 'security.authn.token.create';
/** Token revoked. @experimental */
export const EVENT_SECURITY_AUTHN_TOKEN_REVOKE = 'security.authn.token.revoke';
/** Revoked token presented again. @experimental */
export const EVENT_SECURITY_AUTHN_TOKEN_REUSE = 'security.authn.token.reuse';
/** Token removed. @experimental */
export const EVENT_SECURITY_AUTHN_TOKEN_DELETE = 'security.authn.token.delete';
/** Factor added. @experimental */
export const EVENT_SECURITY_AUTHN_MFA_ENROLL = 'security.authn.mfa.enroll';
/** Factor removed. @experimental */
export const EVENT_SECURITY_AUTHN_MFA_REMOVE = 'security.authn.mfa.remove';
/** Reset asked for. @experimental */
export const EVENT_SECURITY_AUTHN_PASSWORD_RESET_REQUEST = 'security.authn.password.reset_request';
/** Reset completed. @experimental */
export const EVENT_SECURITY_AUTHN_PASSWORD_RESET = 'security.authn.password.reset';
/** Known-leaked credential presented. @experimental */
export const EVENT_SECURITY_AUTHN_CREDENTIAL_BREACHED = 'security.authn.credential.breached';
/** Decryption failed. @experimental */
export const EVENT_SECURITY_CRYPTO_DECRYPT_FAILURE = 'security.crypto.decrypt.failure';
/** Encryption failed. @experimental */
export const EVENT_SECURITY_CRYPTO_ENCRYPT_FAILURE = 'security.crypto.encrypt.failure';
/** Key rotated. @experimental */
export const EVENT_SECURITY_CRYPTO_KEY_ROTATE = 'security.crypto.key.rotate';
/** Key or secret used. @experimental */
export const EVENT_SECURITY_CRYPTO_KEY_ACCESS = 'security.crypto.key.access';
/** Backend TLS check failed. @experimental */
export const EVENT_SECURITY_CRYPTO_TLS_FAILURE = 'security.crypto.tls.failure';
/** Rate ceiling passed. @experimental */
export const EVENT_SECURITY_EXCESS_RATE_LIMIT = 'security.excess.rate_limit';
/** Too many concurrent sessions. @experimental */
export const EVENT_SECURITY_EXCESS_SESSIONS = 'security.excess.sessions';
/** Upload received. @experimental */
export const EVENT_SECURITY_UPLOAD_COMPLETE = 'security.upload.complete';
/** Upload moved to storage. @experimental */
export const EVENT_SECURITY_UPLOAD_STORE = 'security.upload.store';
/** Upload validator verdict. @experimental */
export const EVENT_SECURITY_UPLOAD_VALIDATION = 'security.upload.validation';
/** Upload removed. @experimental */
export const EVENT_SECURITY_UPLOAD_DELETE = 'security.upload.delete';
/** An attack was noticed. @experimental */
export const EVENT_SECURITY_INCIDENT_OPEN = 'security.incident.open';
/** An incident became worse. @experimental */
export const EVENT_SECURITY_INCIDENT_RAISE = 'security.incident.raise';
/** An incident has been quiet and is closed with its totals. @experimental */
export const EVENT_SECURITY_INCIDENT_END = 'security.incident.end';
/** A part of a count that other instances hold the rest of. @experimental */
export const EVENT_SECURITY_INCIDENT_PARTIAL_COUNT = 'security.incident.partial_count';
/** An incident was not raised because a suppression of the configuration names it. @experimental */
export const EVENT_SECURITY_INCIDENT_SUPPRESS = 'security.incident.suppress';
/** A suppression of the configuration is in force and keeps incidents back. @experimental */
export const EVENT_SECURITY_INCIDENT_SUPPRESSION_START = 'security.incident.suppression.start';
/** A suppression of the configuration has expired, or the process that used it stops. @experimental */
export const EVENT_SECURITY_INCIDENT_SUPPRESSION_END = 'security.incident.suppression.end';
/** Server-side validation refused input. @experimental */
export const EVENT_SECURITY_INPUT_VALIDATION_FAILURE = 'security.input.validation.failure';
/** Value outside a closed list: client tampered. @experimental */
export const EVENT_SECURITY_INPUT_VALIDATION_DISCRETE_FAILURE = 'security.input.validation.discrete_failure';
/** Unsafe or broken serialised input refused. @experimental */
export const EVENT_SECURITY_INPUT_DESERIALIZATION_FAILURE = 'security.input.deserialization.failure';
/** Signed request with a bad signature. @experimental */
export const EVENT_SECURITY_INPUT_WEBHOOK_SIGNATURE_FAILURE = 'security.input.webhook.signature_failure';
/** Forced browsing. @experimental */
export const EVENT_SECURITY_MALICIOUS_EXCESS_404 = 'security.malicious.excess_404';
/** Unexpected input submitted. @experimental */
export const EVENT_SECURITY_MALICIOUS_EXTRANEOUS = 'security.malicious.extraneous';
/** Known attack tool recognised. @experimental */
export const EVENT_SECURITY_MALICIOUS_ATTACK_TOOL = 'security.malicious.attack_tool';
/** SQL injection pattern. @experimental */
export const EVENT_SECURITY_MALICIOUS_SQLI = 'security.malicious.sqli';
/** Illegal cross-origin request. @experimental */
export const EVENT_SECURITY_MALICIOUS_CORS = 'security.malicious.cors';
/** Insecure direct object reference attempt. @experimental */
export const EVENT_SECURITY_MALICIOUS_DIRECT_REFERENCE = 'security.malicious.direct_reference';
/** CSRF check failed. @experimental */
export const EVENT_SECURITY_MALICIOUS_CSRF = 'security.malicious.csrf';
/** Browser CSP report. @experimental */
export const EVENT_SECURITY_MALICIOUS_CSP_VIOLATION = 'security.malicious.csp_violation';
/** Decoy touched. @experimental */
export const EVENT_SECURITY_MALICIOUS_HONEYTOKEN = 'security.malicious.honeytoken';
/** Automation blocked. @experimental */
export const EVENT_SECURITY_MALICIOUS_BOT = 'security.malicious.bot';
/** Other injection pattern. @experimental */
export const EVENT_SECURITY_MALICIOUS_INJECTION = 'security.malicious.injection';
/** Object permissions changed. @experimental */
export const EVENT_SECURITY_PRIVILEGE_PERMISSIONS_CHANGE = 'security.privilege.permissions.change';
/** Sensitive record create. @experimental */
export const EVENT_SECURITY_SENSITIVE_CREATE = 'security.sensitive.create';
/** Sensitive record read. @experimental */
export const EVENT_SECURITY_SENSITIVE_READ = 'security.sensitive.read';
/** Sensitive record update. @experimental */
export const EVENT_SECURITY_SENSITIVE_UPDATE = 'security.sensitive.update';
/** Sensitive record delete. @experimental */
export const EVENT_SECURITY_SENSITIVE_DELETE = 'security.sensitive.delete';
/** Sensitive data exported. @experimental */
export const EVENT_SECURITY_SENSITIVE_EXPORT = 'security.sensitive.export';
/** Sensitive data imported. @experimental */
export const EVENT_SECURITY_SENSITIVE_IMPORT = 'security.sensitive.import';
/** Authenticated session created. @experimental */
export const EVENT_SECURITY_SESSION_CREATE = 'security.session.create';
/** Session extended. @experimental */
export const EVENT_SECURITY_SESSION_RENEW = 'security.session.renew';
/** Session ended without user action. @experimental */
export const EVENT_SECURITY_SESSION_EXPIRE = 'security.session.expire';
/** User logged out. @experimental */
export const EVENT_SECURITY_SESSION_LOGOUT = 'security.session.logout';
/** Ended session presented again. @experimental */
export const EVENT_SECURITY_SESSION_USE_AFTER_EXPIRE = 'security.session.use_after_expire';
/** Service started. @experimental */
export const EVENT_SECURITY_SYS_STARTUP = 'security.sys.startup';
/** Service stopped. @experimental */
export const EVENT_SECURITY_SYS_SHUTDOWN = 'security.sys.shutdown';
/** Service restarted. @experimental */
export const EVENT_SECURITY_SYS_RESTART = 'security.sys.restart';
/** Service ended by a fault. @experimental */
export const EVENT_SECURITY_SYS_CRASH = 'security.sys.crash';
/** Monitor stopped. @experimental */
export const EVENT_SECURITY_SYS_MONITOR_DISABLE = 'security.sys.monitor.disable';
/** Monitor started again. @experimental */
export const EVENT_SECURITY_SYS_MONITOR_ENABLE = 'security.sys.monitor.enable';
/** High-value transaction requested. @experimental */
export const EVENT_SECURITY_TRANSACTION_INITIATE = 'security.transaction.initiate';
/** High-value transaction approved. @experimental */
export const EVENT_SECURITY_TRANSACTION_APPROVE = 'security.transaction.approve';
/** High-value transaction refused. @experimental */
export const EVENT_SECURITY_TRANSACTION_REJECT = 'security.transaction.reject';
/** High-value transaction settled. @experimental */
export const EVENT_SECURITY_TRANSACTION_COMPLETE = 'security.transaction.complete';
/** High-value transaction failed; nothing was settled. @experimental */
export const EVENT_SECURITY_TRANSACTION_FAILURE = 'security.transaction.failure';
/** High-value transaction undone. @experimental */
export const EVENT_SECURITY_TRANSACTION_ROLLBACK = 'security.transaction.rollback';
/** User create. @experimental */
export const EVENT_SECURITY_USER_CREATE = 'security.user.create';
/** User update. @experimental */
export const EVENT_SECURITY_USER_UPDATE = 'security.user.update';
/** User archive. @experimental */
export const EVENT_SECURITY_USER_ARCHIVE = 'security.user.archive';
/** User delete. @experimental */
export const EVENT_SECURITY_USER_DELETE = 'security.user.delete';
/** Account disabled. @experimental */
export const EVENT_SECURITY_USER_DISABLE = 'security.user.disable';
/** Account enabled. @experimental */
export const EVENT_SECURITY_USER_ENABLE = 'security.user.enable';
/** Consent given or withdrawn. @experimental */
export const EVENT_SECURITY_USER_CONSENT = 'security.user.consent';
/** Member added to a group. @experimental */
export const EVENT_SECURITY_GROUP_MEMBER_ADD = 'security.group.member.add';
/** Member removed from a group. @experimental */
export const EVENT_SECURITY_GROUP_MEMBER_REMOVE = 'security.group.member.remove';

/** First record of a stream: identity, certificate, predecessor. @experimental */
export const EVENT_AUDIT_OPEN = 'audit.open';
/** Sign of life of an idle stream. @experimental */
export const EVENT_AUDIT_HEARTBEAT = 'audit.heartbeat';
/** Declares records that were lost before they were sealed. @experimental */
export const EVENT_AUDIT_GAP = 'audit.gap';
/** Change of the signing key, fixing the size of the outgoing epoch. @experimental */
export const EVENT_AUDIT_ROTATE = 'audit.rotate';
/** Last record of a stream that ended in order. @experimental */
export const EVENT_AUDIT_CLOSE = 'audit.close';
/** Signed statement that a record was erased lawfully. @experimental */
export const EVENT_AUDIT_REDACTION = 'audit.redaction';
/** Signed root of the tree, with the proof of its last leaf. @experimental */
export const EVENT_AUDIT_CHECKPOINT = 'audit.checkpoint';
/** Leaf hashes kept for faster proofs; never trusted. @experimental */
export const EVENT_AUDIT_TILE = 'audit.tile';

/** Names of the records that the sealing itself writes. @experimental */
export const CONTROL_EVENT_NAMES: readonly string[] = ['audit.open', 'audit.heartbeat', 'audit.gap', 'audit.rotate', 'audit.close', 'audit.redaction', 'audit.checkpoint', 'audit.tile'];

/** Every event name of the catalogue. @experimental */
export type SecurityEventName =
  | 'security.authz.admin'
  | 'security.admin.impersonation.start'
  | 'security.admin.impersonation.end'
  | 'security.config.change'
  | 'security.mcp.prompt_injection'
  | 'security.mcp.resource_exhaustion'
  | 'security.mcp.tool_poisoning'
  | 'security.audit_log.start'
  | 'security.audit_log.stop'
  | 'security.audit_log.access'
  | 'security.audit_log.export'
  | 'security.audit_log.integrity_failure'
  | 'security.audit_log.delivery_failure'
  | 'security.audit_log.delivery_recovery'
  | 'security.audit_log.delete'
  | 'security.authn.login.success'
  | 'security.authn.login.success_after_failure'
  | 'security.authn.login.failure'
  | 'security.authn.login.failure_limit'
  | 'security.authn.account.lock'
  | 'security.authn.impossible_travel'
  | 'security.authn.mfa.success'
  | 'security.authn.mfa.failure'
  | 'security.authn.account.unlock'
  | 'security.authz.failure'
  | 'security.authz.change'
  | 'security.authz.success'
  | 'security.authz.break_glass'
  | 'security.sequence.failure'
  | 'security.authn.password.change'
  | 'security.authn.password.change_failure'
  | 'security.authn.token.create'
  | 'security.authn.token.revoke'
  | 'security.authn.token.reuse'
  | 'security.authn.token.delete'
  | 'security.authn.mfa.enroll'
  | 'security.authn.mfa.remove'
  | 'security.authn.password.reset_request'
  | 'security.authn.password.reset'
  | 'security.authn.credential.breached'
  | 'security.crypto.decrypt.failure'
  | 'security.crypto.encrypt.failure'
  | 'security.crypto.key.rotate'
  | 'security.crypto.key.access'
  | 'security.crypto.tls.failure'
  | 'security.excess.rate_limit'
  | 'security.excess.sessions'
  | 'security.upload.complete'
  | 'security.upload.store'
  | 'security.upload.validation'
  | 'security.upload.delete'
  | 'security.incident.open'
  | 'security.incident.raise'
  | 'security.incident.end'
  | 'security.incident.partial_count'
  | 'security.incident.suppress'
  | 'security.incident.suppression.start'
  | 'security.incident.suppression.end'
  | 'security.input.validation.failure'
  | 'security.input.validation.discrete_failure'
  | 'security.input.deserialization.failure'
  | 'security.input.webhook.signature_failure'
  | 'security.malicious.excess_404'
  | 'security.malicious.extraneous'
  | 'security.malicious.attack_tool'
  | 'security.malicious.sqli'
  | 'security.malicious.cors'
  | 'security.malicious.direct_reference'
  | 'security.malicious.csrf'
  | 'security.malicious.csp_violation'
  | 'security.malicious.honeytoken'
  | 'security.malicious.bot'
  | 'security.malicious.injection'
  | 'security.privilege.permissions.change'
  | 'security.sensitive.create'
  | 'security.sensitive.read'
  | 'security.sensitive.update'
  | 'security.sensitive.delete'
  | 'security.sensitive.export'
  | 'security.sensitive.import'
  | 'security.session.create'
  | 'security.session.renew'
  | 'security.session.expire'
  | 'security.session.logout'
  | 'security.session.use_after_expire'
  | 'security.sys.startup'
  | 'security.sys.shutdown'
  | 'security.sys.restart'
  | 'security.sys.crash'
  | 'security.sys.monitor.disable'
  | 'security.sys.monitor.enable'
  | 'security.transaction.initiate'
  | 'security.transaction.approve'
  | 'security.transaction.reject'
  | 'security.transaction.complete'
  | 'security.transaction.failure'
  | 'security.transaction.rollback'
  | 'security.user.create'
  | 'security.user.update'
  | 'security.user.archive'
  | 'security.user.delete'
  | 'security.user.disable'
  | 'security.user.enable'
  | 'security.user.consent'
  | 'security.group.member.add'
  | 'security.group.member.remove';
