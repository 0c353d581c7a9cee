import { VENDOR_FIELDS } from './vendor-field-table.js';

/** A field that names a vendor and a credential. */
export interface VendorField {
  readonly rule: string;
  accepts(value: string): boolean;
}

const ALPHABETS: Readonly<Record<string, string>> = {
  alnum: '[A-Za-z0-9]',
  upper: '[A-Z0-9]',
  lower: '[a-z0-9]',
  digit: '[0-9]',
  hex: '[0-9A-Fa-f]',
  word: '[A-Za-z0-9_]',
  url: '[A-Za-z0-9_-]',
  base64: '[A-Za-z0-9+/=_-]',
  dotted: '[A-Za-z0-9_.-]',
};
/** Words that make a vendor's field a credential; `id`, `url` and `host` do not. */
const CREDENTIAL_WORDS =
  /^(?:key|keys|token|secret|auth|pass|password|pat|credential|credentials|apikey|licence|license)$/;

const fields = new Map<string, { rule: string; shapes: RegExp[] }>();
for (const [vendor, shape] of VENDOR_FIELDS) {
  const known = fields.get(vendor) ?? { rule: `${vendor.replaceAll(' ', '-')}-credential`, shapes: [] };
  known.shapes.push(compile(shape));
  fields.set(vendor, known);
}

function compile(shape: string): RegExp {
  if (shape === 'uuid') return /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
  const [alphabet = '', length = '0'] = shape.split(' ');
  return new RegExp(`^${ALPHABETS[alphabet]}{${length},}$`);
}

/** The credential that a field of these words holds, if the words name a vendor and a credential. */
export function vendorField(words: readonly string[]): VendorField | undefined {
  if (!words.some((word) => CREDENTIAL_WORDS.test(word))) return undefined;
  for (let at = 0; at < words.length; at++) {
    const field = fields.get(`${words[at]} ${words[at + 1]}`) ?? fields.get(words[at] as string);
    if (field !== undefined)
      return { rule: field.rule, accepts: (value) => field.shapes.some((shape) => shape.test(value)) };
  }
  return undefined;
}
