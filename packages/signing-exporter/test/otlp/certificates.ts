import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A certificate and its key, as PEM. */
export interface Certificate {
  readonly name: string;
  readonly certificate: string;
  readonly key: string;
  readonly keyObject: KeyObject;
}

const OID = {
  ecdsaWithSha256: '06082a8648ce3d040302',
  commonName: '0603550403',
  basicConstraints: '0603551d13',
  subjectAlternativeName: '0603551d11',
};

/** An authority of its own, or a certificate of 127.0.0.1 that an authority has signed (RFC 5280, DER by hand). */
export function makeCertificate(name: string, authority?: Certificate): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const algorithm = sequence(hex(OID.ecdsaWithSha256));
  const extension =
    authority === undefined
      ? sequence(hex(OID.basicConstraints), hex('0101ff'), octets(sequence(hex('0101ff'))))
      : sequence(hex(OID.subjectAlternativeName), octets(sequence(der(0x87, Buffer.from([127, 0, 0, 1])))));
  const toBeSigned = sequence(
    der(0xa0, hex('020102')), // version 3
    der(0x02, Buffer.from([1 + Math.floor(Math.random() * 126)])),
    algorithm,
    nameOf(authority?.name ?? name),
    sequence(time('20200101000000Z'), time('20990101000000Z')),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension)),
  );
  const signature = sign('sha256', toBeSigned, authority?.keyObject ?? privateKey);
  const whole = sequence(toBeSigned, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    name,
    certificate: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    keyObject: privateKey,
  };
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function octets(content: Buffer): Buffer {
  return der(0x04, content);
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}

function time(text: string): Buffer {
  return der(0x18, Buffer.from(text));
}

function nameOf(commonName: string): Buffer {
  return sequence(der(0x31, sequence(hex(OID.commonName), der(0x0c, Buffer.from(commonName)))));
}
