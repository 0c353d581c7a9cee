// Generated from model/ by scripts/generate.ts. Do not edit.

/** What the rendering fills for each OCSF class, and the profiles the class needs for it. */
export const OCSF_CLASSES: Readonly<
  Record<string, { readonly objects: readonly string[]; readonly profiles: readonly string[] }>
> = {
  api_activity: { objects: ['actor', 'api', 'src_endpoint', 'resources', 'http_request', 'http_response'], profiles: [] },
  application_error: { objects: ['actor'], profiles: ['host'] },
  application_lifecycle: { objects: ['actor', 'app'], profiles: ['host'] },
  authentication: { objects: ['actor', 'user', 'service', 'session', 'is_mfa', 'src_endpoint', 'http_request'], profiles: [] },
  datastore_activity: { objects: ['actor', 'database', 'src_endpoint'], profiles: [] },
  detection_finding: { objects: ['finding_info', 'evidences', 'resources', 'confidence_id', 'is_alert'], profiles: [] },
  entity_management: { objects: ['actor', 'entity', 'src_endpoint'], profiles: [] },
  event_log_actvity: { objects: ['actor', 'log_name', 'src_endpoint'], profiles: [] },
  file_hosting: { objects: ['actor', 'file', 'src_endpoint'], profiles: [] },
  group_management: { objects: ['actor', 'group', 'user', 'src_endpoint'], profiles: [] },
  network_activity: { objects: ['actor', 'dst_endpoint'], profiles: ['host'] },
  scan_activity: { objects: ['actor', 'scan'], profiles: ['host'] },
  user_management: { objects: ['actor', 'user', 'src_endpoint', 'http_request'], profiles: [] },
  web_resources_activity: { objects: ['actor', 'web_resources', 'src_endpoint', 'http_request', 'http_response'], profiles: ['host'] },
};
