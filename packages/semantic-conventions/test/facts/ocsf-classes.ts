// Facts of ocsf/ocsf-schema at a5cfc68e (1.9.0-dev), read from its event files: numbers, activities, the attributes a
// class requires, those of our rendering it knows (and, after a colon, the profile they need), and its constraints.
// Every list is one text, separated by blanks or semicolons.

export interface OcsfClassFacts {
  readonly uid: number;
  readonly category: number;
  readonly activities: string;
  readonly required: string;
  readonly known: string;
  readonly atLeastOne: string;
}

export const OCSF_CLASS_FACTS: Readonly<Record<string, OcsfClassFacts>> = {
  account_change: {
    uid: 3001,
    category: 3,
    activities:
      '0 Unknown; 1 Create; 2 Enable; 3 Password Change; 4 Password Reset; 5 Disable; 6 Delete; 7 Attach ' +
      'Policy; 8 Detach Policy; 9 Lock; 10 MFA Factor Enable; 11 MFA Factor Disable; 12 Unlock; 99 Other;',
    required: 'activity_id category_uid class_uid metadata severity_id time type_uid user',
    known:
      'user actor src_endpoint http_request http_response status_detail status_code status_id message ' +
      'attacks:security_control confidence_id:security_control is_alert:security_control api:cloud unmapped ' +
      'metadata time severity_id category_uid class_uid activity_id activity_name type_uid',
    atLeastOne: '',
  },
  api_activity: {
    uid: 6003,
    category: 6,
    activities: '0 Unknown; 1 Create; 2 Read; 3 Update; 4 Delete; 99 Other;',
    required: 'activity_id category_uid class_uid metadata severity_id time type_uid actor api src_endpoint',
    known:
      'actor src_endpoint dst_endpoint http_request http_response status_detail status_code status_id ' +
      'message attacks:security_control confidence_id:security_control is_alert:security_control resources ' +
      'api unmapped metadata time severity_id category_uid class_uid activity_id activity_name type_uid',
    atLeastOne: '',
  },
  application_error: {
    uid: 6008,
    category: 6,
    activities: '0 Unknown; 1 General Error; 2 Translation Error; 99 Other;',
    required: 'activity_id category_uid class_uid metadata severity_id time type_uid',
    known:
      'actor:host status_detail status_code status_id message attacks:security_control ' +
      'confidence_id:security_control is_alert:security_control api:cloud unmapped metadata time ' +
      'severity_id category_uid class_uid activity_id activity_name type_uid',
    atLeastOne: '',
  },
  application_lifecycle: {
    uid: 6002,
    category: 6,
    activities: '0 Unknown; 1 Install; 2 Remove; 3 Start; 4 Stop; 5 Restart; 6 Enable; 7 Disable; 8 Update; 99 Other;',
    required: 'activity_id category_uid class_uid metadata severity_id time type_uid app',
    known:
      'actor:host status_detail status_code status_id message attacks:security_control ' +
      'confidence_id:security_control is_alert:security_control api:cloud app unmapped metadata time ' +
      'severity_id category_uid class_uid activity_id activity_name type_uid',
    atLeastOne: '',
  },
  authentication: {
    uid: 3002,
    category: 3,
    activities:
      '0 Unknown; 1 Logon; 2 Logoff; 3 Authentication Ticket; 4 Service Ticket Request; 5 Service Ticket ' +
      'Renew; 6 Preauth; 7 Account Switch; 99 Other;',
    required: 'activity_id category_uid class_uid metadata severity_id time type_uid user',
    known:
      'user actor src_endpoint dst_endpoint service http_request http_response session is_mfa status_detail ' +
      'status_code status_id message attacks:security_control confidence_id:security_control ' +
      'is_alert:security_control api:cloud unmapped metadata time severity_id category_uid class_uid ' +
      'activity_id activity_name type_uid',
    atLeastOne: 'service dst_endpoint',
  },
  datastore_activity: {
    uid: 6005,
    category: 6,
    activities:
      '0 Unknown; 1 Read; 2 Update; 3 Connect; 4 Query; 5 Write; 6 Create; 7 Delete; 8 List; 9 Encrypt; 10 ' +
      'Decrypt; 99 Other;',
    required: 'activity_id category_uid class_uid metadata severity_id time type_uid actor src_endpoint',
    known:
      'actor src_endpoint dst_endpoint http_request http_response status_detail status_code status_id ' +
      'message attacks:security_control confidence_id:security_control is_alert:security_control api:cloud ' +
      'database unmapped metadata time severity_id category_uid class_uid activity_id activity_name ' +
      'type_uid',
    atLeastOne: 'database databucket table',
  },
  detection_finding: {
    uid: 2004,
    category: 2,
    activities: '0 Unknown; 1 Create; 2 Update; 3 Close; 99 Other;',
    required: 'activity_id category_uid class_uid metadata severity_id time type_uid finding_info',
    known:
      'actor:host status_detail status_code status_id message attacks:security_control finding_info ' +
      'evidences confidence_id is_alert resources api:cloud unmapped metadata time severity_id category_uid ' +
      'class_uid activity_id activity_name type_uid',
    atLeastOne: '',
  },
  entity_management: {
    uid: 3004,
    category: 3,
    activities:
      '0 Unknown; 1 Create; 2 Read; 3 Update; 4 Delete; 5 Move; 6 Enroll; 7 Unenroll; 8 Enable; 9 Disable; ' +
      '10 Activate; 11 Deactivate; 12 Suspend; 13 Resume; 99 Other;',
    required: 'activity_id category_uid class_uid metadata severity_id time type_uid entity',
    known:
      'actor src_endpoint http_request http_response status_detail status_code status_id message ' +
      'attacks:security_control confidence_id:security_control is_alert:security_control entity api:cloud ' +
      'unmapped metadata time severity_id category_uid class_uid activity_id activity_name type_uid',
    atLeastOne: '',
  },
  event_log_actvity: {
    uid: 1008,
    category: 1,
    activities:
      '0 Unknown; 1 Clear; 2 Delete; 3 Export; 4 Archive; 5 Rotate; 6 Start; 7 Stop; 8 Restart; 9 Enable; ' +
      '10 Disable; 99 Other;',
    required: 'activity_id category_uid class_uid metadata severity_id time type_uid',
    known:
      'actor src_endpoint dst_endpoint status_detail status_code status_id message attacks:security_control ' +
      'confidence_id:security_control is_alert:security_control api:cloud file log_name unmapped metadata ' +
      'time severity_id category_uid class_uid activity_id activity_name type_uid',
    atLeastOne: 'log_file log_name log_provider log_type log_type_id',
  },
  file_hosting: {
    uid: 6006,
    category: 6,
    activities:
      '0 Unknown; 1 Upload; 2 Download; 3 Update; 4 Delete; 5 Rename; 6 Copy; 7 Move; 8 Restore; 9 Preview; ' +
      '10 Lock; 11 Unlock; 12 Share; 13 Unshare; 14 Open; 15 Sync; 16 Unsync; 17 Access Check; 99 Other;',
    required: 'activity_id category_uid class_uid metadata severity_id time type_uid actor file src_endpoint',
    known:
      'actor src_endpoint dst_endpoint http_request http_response status_detail status_code status_id ' +
      'message attacks:security_control confidence_id:security_control is_alert:security_control api:cloud ' +
      'file unmapped metadata time severity_id category_uid class_uid activity_id activity_name type_uid',
    atLeastOne: '',
  },
  group_management: {
    uid: 3006,
    category: 3,
    activities:
      '0 Unknown; 1 Assign Privileges; 2 Revoke Privileges; 3 Add User; 4 Remove User; 5 Delete; 6 Create; ' +
      '7 Add Subgroup; 8 Remove Subgroup; 9 Update; 10 Attach Policies; 11 Detach Policies; 12 Assign ' +
      'Roles; 13 Remove Roles; 99 Other;',
    required: 'activity_id category_uid class_uid metadata severity_id time type_uid group',
    known:
      'user actor src_endpoint http_request http_response status_detail status_code status_id message ' +
      'attacks:security_control confidence_id:security_control is_alert:security_control resources group ' +
      'api:cloud unmapped metadata time severity_id category_uid class_uid activity_id activity_name ' +
      'type_uid',
    atLeastOne: '',
  },
  network_activity: {
    uid: 4001,
    category: 4,
    activities: '0 Unknown; 1 Open; 2 Close; 3 Reset; 4 Fail; 5 Refuse; 6 Traffic; 7 Listen; 99 Other;',
    required: 'activity_id category_uid class_uid metadata severity_id time type_uid',
    known:
      'actor:host src_endpoint dst_endpoint status_detail status_code status_id message ' +
      'attacks:security_control confidence_id:security_control is_alert:security_control api:cloud unmapped ' +
      'metadata time severity_id category_uid class_uid activity_id activity_name type_uid',
    atLeastOne: 'dst_endpoint src_endpoint',
  },
  scan_activity: {
    uid: 6007,
    category: 6,
    activities:
      '0 Unknown; 1 Started; 2 Completed; 3 Cancelled; 4 Duration Violation; 5 Pause Violation; 6 Error; 7 ' +
      'Paused; 8 Resumed; 9 Restarted; 10 Delayed; 99 Other;',
    required: 'activity_id category_uid class_uid metadata severity_id time type_uid scan',
    known:
      'actor:host status_detail status_code status_id message attacks:security_control ' +
      'confidence_id:security_control is_alert:security_control api:cloud scan unmapped metadata time ' +
      'severity_id category_uid class_uid activity_id activity_name type_uid',
    atLeastOne: '',
  },
  user_access: {
    uid: 3005,
    category: 3,
    activities: '0 Unknown; 1 Assign Privileges; 2 Revoke Privileges; 3 Assign Role; 4 Remove Role; 99 Other;',
    required: 'activity_id category_uid class_uid metadata severity_id time type_uid user',
    known:
      'user actor src_endpoint http_request http_response status_detail status_code status_id message ' +
      'attacks:security_control confidence_id:security_control is_alert:security_control resources ' +
      'api:cloud unmapped metadata time severity_id category_uid class_uid activity_id activity_name ' +
      'type_uid',
    atLeastOne: '',
  },
  user_management: {
    uid: 3007,
    category: 3,
    activities:
      '0 Unknown; 1 Create; 2 Update; 3 Delete; 4 Enable; 5 Disable; 6 Lock; 7 Unlock; 8 Password Change; 9 ' +
      'Password Reset; 10 Attach Policies; 11 Detach Policies; 12 Enable MFA Factors; 13 Disable MFA ' +
      'Factors; 14 Assign Privileges; 15 Remove Privileges; 16 Assign Roles; 17 Remove Roles; 18 Add ' +
      'Programmatic Credentials; 19 Remove Programmatic Credentials; 99 Other;',
    required: 'activity_id category_uid class_uid metadata severity_id time type_uid user',
    known:
      'user actor src_endpoint http_request http_response status_detail status_code status_id message ' +
      'attacks:security_control confidence_id:security_control is_alert:security_control resources ' +
      'api:cloud unmapped metadata time severity_id category_uid class_uid activity_id activity_name ' +
      'type_uid',
    atLeastOne: '',
  },
  web_resources_activity: {
    uid: 6001,
    category: 6,
    activities: '0 Unknown; 1 Create; 2 Read; 3 Update; 4 Delete; 5 Search; 6 Import; 7 Export; 8 Share; 99 Other;',
    required: 'activity_id category_uid class_uid metadata severity_id time type_uid web_resources',
    known:
      'actor:host src_endpoint dst_endpoint http_request http_response status_detail status_code status_id ' +
      'message attacks:security_control confidence_id:security_control is_alert:security_control ' +
      'web_resources api:cloud unmapped metadata time severity_id category_uid class_uid activity_id ' +
      'activity_name type_uid',
    atLeastOne: '',
  },
};
