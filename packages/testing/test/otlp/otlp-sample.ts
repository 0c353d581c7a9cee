import type { LogsRequest } from '../../src/otlp/logs-request.js';

/** One of everything that OTLP can carry, among it what loses digits or order in careless hands. */
export const ONE_OF_EVERYTHING: LogsRequest = [
  {
    resource: {
      attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }],
      droppedAttributesCount: 2,
    },
    scopeLogs: [
      {
        scope: {
          name: 'app',
          version: '1',
          attributes: [{ key: 'a', value: { boolValue: true } }],
          droppedAttributesCount: 3,
        },
        logRecords: [
          {
            timeUnixNano: '1790000000000000001',
            observedTimeUnixNano: '18446744073709551615',
            severityNumber: 9,
            severityText: 'INFO',
            body: { stringValue: 'é<&>\u2028\u0000\u0007\b\f\t\n\r"\\\u007f\u{1f600}/' },
            attributes: [
              { key: 'int', value: { intValue: '-9223372036854775808' } },
              { key: 'int', value: { intValue: '9007199254740993' } },
              { key: 'double', value: { doubleValue: 0.1 } },
              { key: 'big', value: { doubleValue: 1e21 } },
              { key: 'small', value: { doubleValue: 1e-7 } },
              { key: 'smallest', value: { doubleValue: 5e-324 } },
              { key: 'minus zero', value: { doubleValue: -0 } },
              { key: 'nan', value: { doubleValue: Number.NaN } },
              { key: 'infinity', value: { doubleValue: -Infinity } },
              { key: 'false', value: { boolValue: false } },
              { key: 'bytes', value: { bytesValue: 'AQID' } },
              { key: 'no bytes', value: { bytesValue: '' } },
              { key: 'list', value: { arrayValue: [{ stringValue: '' }, { intValue: '0' }, {}] } },
              { key: 'empty list', value: { arrayValue: [] } },
              { key: 'map', value: { kvlistValue: [{ key: '', value: { arrayValue: [{ kvlistValue: [] }] } }] } },
              { key: 'nothing', value: {} },
              { key: '', value: { stringValue: 'x' } },
            ],
            droppedAttributesCount: 4,
            flags: 1,
            traceId: '5b8efff798038103d269b633813fc60c',
            spanId: 'eee19b7ec3c1b174',
            eventName: 'security.authn.login.failure',
          },
          {
            timeUnixNano: '0',
            observedTimeUnixNano: '0',
            severityNumber: 0,
            severityText: '',
            body: {},
            attributes: [],
            droppedAttributesCount: 0,
            flags: 0,
            traceId: '',
            spanId: '',
            eventName: '',
          },
        ],
        schemaUrl: 'https://example.test/schemas/1',
      },
    ],
    schemaUrl: '',
  },
];

/** The line that otelcol 0.165 wrote for it; the end-to-end test asks the real one again. */
export const ITS_LINE = String.raw`{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}],"droppedAttributesCount":2},"scopeLogs":[{"scope":{"name":"app","version":"1","attributes":[{"key":"a","value":{"boolValue":true}}],"droppedAttributesCount":3},"logRecords":[{"timeUnixNano":"1790000000000000001","observedTimeUnixNano":"18446744073709551615","severityNumber":9,"severityText":"INFO","body":{"stringValue":"é<&>${'\u2028'}\u0000\u0007\u0008\u000c\t\n\r\"\\${'\u007f'}${'\u{1f600}'}/"},"attributes":[{"key":"int","value":{"intValue":"-9223372036854775808"}},{"key":"int","value":{"intValue":"9007199254740993"}},{"key":"double","value":{"doubleValue":0.1}},{"key":"big","value":{"doubleValue":1e+21}},{"key":"small","value":{"doubleValue":1e-07}},{"key":"smallest","value":{"doubleValue":5e-324}},{"key":"minus zero","value":{"doubleValue":-0}},{"key":"nan","value":{"doubleValue":"NaN"}},{"key":"infinity","value":{"doubleValue":"-Infinity"}},{"key":"false","value":{"boolValue":false}},{"key":"bytes","value":{"bytesValue":"AQID"}},{"key":"no bytes","value":{"bytesValue":""}},{"key":"list","value":{"arrayValue":{"values":[{"stringValue":""},{"intValue":"0"},{}]}}},{"key":"empty list","value":{"arrayValue":{}}},{"key":"map","value":{"kvlistValue":{"values":[{"value":{"arrayValue":{"values":[{"kvlistValue":{}}]}}}]}}},{"key":"nothing","value":{}},{"value":{"stringValue":"x"}}],"droppedAttributesCount":4,"flags":1,"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","eventName":"security.authn.login.failure"},{"body":{}}],"schemaUrl":"https://example.test/schemas/1"}]}]}
`;
