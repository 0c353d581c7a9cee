/** How a request speaks, and so how it is answered. */
export type OtlpEncoding = 'application/json' | 'application/x-protobuf';

/** Codes of google.rpc.Code by HTTP status, as gRPC maps them. */
const RPC_CODES: Readonly<Record<number, number>> = {
  400: 3,
  401: 16,
  403: 7,
  404: 5,
  405: 12,
  408: 4,
  411: 3,
  413: 3,
  415: 3,
  429: 8,
  431: 3,
  501: 12,
  503: 14,
};

/** An error as OTLP has it: google.rpc.Status. */
export function statusBody(encoding: OtlpEncoding, status: number, message: string): Buffer {
  const code = RPC_CODES[status] ?? 2;
  if (encoding === 'application/json') return Buffer.from(JSON.stringify({ code, message }));
  return Buffer.concat([numberField(1, code), textField(2, message)]);
}

/** ExportLogsServiceResponse; `rejected` of 0 is full success, of which a message warns. Without one `partial_success` must be unset (OTLP 1.9, "Full Success"). */
export function exportBody(encoding: OtlpEncoding, rejected: number, message: string): Buffer {
  if (encoding === 'application/json') {
    if (message === '') return Buffer.from('{}');
    return Buffer.from(
      JSON.stringify({ partialSuccess: { rejectedLogRecords: String(rejected), errorMessage: message } }),
    );
  }
  if (message === '') return Buffer.alloc(0);
  return messageField(1, Buffer.concat([numberField(1, rejected), textField(2, message)]));
}

function numberField(number: number, value: number): Buffer {
  return Buffer.concat([Buffer.from([number << 3]), varint(value)]);
}

function textField(number: number, text: string): Buffer {
  return messageField(number, Buffer.from(text));
}

function messageField(number: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2]), varint(content.length), content]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.from([...bytes, rest]);
}
