import type { CollectorVersion } from '../../../backends/otelcol/build.ts';

/** What a pipeline of collectors does to records, and what a verifier has to say about it. */
export interface Way {
  readonly name: string;
  readonly version: CollectorVersion;
  readonly processors: Readonly<Record<string, unknown>>;
  /** Another collector behind the first. */
  readonly secondHop?: 'proto' | 'json';
}

/** Something that must be found: `where` is what people call the field, or `-` where records or the seal are gone. */
export interface AlteringWay extends Way {
  readonly field: string;
}

const onLogs = (...statements: string[]) => ({ transform: { log_statements: [{ context: 'log', statements }] } });
const WHERE = 'where log.attributes["user.id"] != nil';

/** Everything that collectors are used for between an application and its store, without touching what was said. */
const ADDING = {
  batch: { timeout: '100ms', send_batch_size: 64, send_batch_max_size: 64 },
  attributes: {
    actions: [
      { key: 'k8s.pod.name', value: 'shop-7f9c', action: 'insert' },
      { key: 'collector.hop', value: 1, action: 'upsert' },
    ],
  },
  resource: { attributes: [{ key: 'host.name', value: 'node-17', action: 'upsert' }] },
  ...onLogs('set(log.attributes["cloud.availability_zone"], "eu-central-1a")'),
};

export const HONEST_WAYS: readonly Way[] = [
  { name: 'no processor', version: 'v0.165', processors: {} },
  {
    name: 'batch, groupbyattrs',
    version: 'v0.165',
    processors: { batch: { timeout: '100ms', send_batch_size: 50, send_batch_max_size: 50 }, groupbyattrs: {} },
  },
  { name: 'batch, attributes, resource, transform that add', version: 'v0.155', processors: ADDING },
  { name: 'the same, then a second hop (protobuf, gzip)', version: 'v0.155', processors: ADDING, secondHop: 'proto' },
  { name: 'the same, then a second hop (JSON)', version: 'v0.155', processors: ADDING, secondHop: 'json' },
];

const altering = (name: string, field: string, processors: Readonly<Record<string, unknown>>): AlteringWay => ({
  name,
  field,
  version: 'v0.155',
  processors,
});
const converting = { actions: [{ key: 'client.port', action: 'convert', converted_type: 'string' }] };

/** First what well-meaning pipelines do to records, then what somebody does who has something to hide. */
export const ALTERING_WAYS: readonly AlteringWay[] = [
  altering('attributes: convert an integer to a string', 'client.port', { attributes: converting }),
  altering('attributes: hash a user', 'user.name', { attributes: { actions: [{ key: 'user.name', action: 'hash' }] } }),
  altering('transform: truncate attributes', 'audit.payload', onLogs(`truncate_all(log.attributes, 60) ${WHERE}`)),
  altering(
    'transform: flatten maps',
    'app.map',
    onLogs('flatten(log.attributes) where log.attributes["app.map"] != nil'),
  ),
  altering(
    'transform: mask a word',
    'security.reason',
    onLogs(`replace_pattern(log.attributes["security.reason"], "password", "***") ${WHERE}`),
  ),
  altering('transform: change the body', 'body', onLogs(`set(log.body, "nothing happened") ${WHERE}`)),
  altering('attributes: change a user', 'user.name', {
    attributes: { actions: [{ key: 'user.name', value: 'alice', action: 'update' }] },
  }),
  altering('attributes: delete an attribute', 'security.reason', {
    attributes: { actions: [{ key: 'security.reason', action: 'delete' }] },
  }),
  altering(
    'transform: add a name that meets a signed one in a store',
    'user_name',
    onLogs(`set(log.attributes["user_name"], "alice") where log.attributes["user.name"] != nil`),
  ),
  altering('transform: add a reserved name', 'session.id', onLogs(`set(log.attributes["session.id"], "s-1") ${WHERE}`)),
  altering('resource: add a name that meets a signed one', 'security_reason', {
    resource: { attributes: [{ key: 'security_reason', value: 'none', action: 'upsert' }] },
  }),
  altering('resource: move to another service', 'service.name', {
    resource: { attributes: [{ key: 'service.name', value: 'billing', action: 'update' }] },
  }),
  altering(
    'transform: take the seal away',
    'audit.payload',
    onLogs(
      `delete_key(log.attributes, "audit.payload") ${WHERE}`,
      `delete_key(log.attributes, "audit.sequence.fields") ${WHERE}`,
    ),
  ),
  altering(
    'transform: change what the seal carries',
    'audit.payload',
    onLogs(
      `replace_pattern(log.attributes["audit.payload"], "wrong_password", "right_password") ${WHERE}`,
      `replace_pattern(log.attributes["audit.sequence.fields"], "security.reason", "security.season") ${WHERE}`,
    ),
  ),
];
