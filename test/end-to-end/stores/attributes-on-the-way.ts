/** What collectors do on the way: batches, and attributes that say where a record came from, on record and resource. */
export const PROCESSORS_ON_THE_WAY: Readonly<Record<string, unknown>> = {
  batch: { timeout: '100ms', send_batch_size: 64, send_batch_max_size: 64 },
  attributes: { actions: [{ key: 'k8s.pod.name', value: 'shop-7f9c', action: 'insert' }] },
  resource: {
    attributes: [
      { key: 'host.name', value: 'node-17', action: 'upsert' },
      { key: 'cloud.region', value: 'eu-central-1', action: 'insert' },
    ],
  },
};

/** What an application may send whose author knows what stores do to names and values. */
export const HOSTILE_ATTRIBUTES: Readonly<Record<string, unknown>> = {
  'app.list': ['b', 'a', 'b'],
  'app.list.below': 'z',
  'app.list.below.deeper': ['z'],
  'app.map': { k: 'v', deep: { n: 1 } },
  'app.map.below': 'z',
  'app.maps': [{ k: 'v' }, { k: 'w', n: 1 }],
  'app.maps.k': 'z',
  'app.maps.below': 'z',
  'app.one': ['x'],
  'app.none': [],
  'app.none.below': 'z',
  'app.nothing': {},
  'app.number': 2 ** 53 - 1,
  'app.ratio': 0.123_456_789_012_345_66,
  'app.flag': true,
  'app.meeting': { 'x.y': 1, x: { y: 2 }, x_y: 3 },
  'app.long': Array.from({ length: 2_000 }, (_, n) => `item ${n} of a long list`),
  'app.long.below': 'z',
  audit: { payload: 'x', sequence: { number: 5 } },
  event: { name: 'x' },
  trace: { id: 'x' },
};
