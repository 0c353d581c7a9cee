import { isRemark } from './remark.js';
import type { ValueExtent } from './value-extent.js';

/** `-p, --password  prompt for it`: a page of help opens the line with the flag and parts what it says by two spaces. */
export function isHelp(text: string, nameStart: number, window: string): boolean {
  if (!/^ {2}[A-Za-z][a-z]+ [a-z]/.test(window)) return false;
  return /(?:^|[\r\n]|\\n)[ \t]{0,16}(?:-\w, )?$/.test(text.slice(Math.max(0, nameStart - 24), nameStart));
}

/** `[--user, ops, --password, x]`: arguments as Java prints a list of them. */
export function listedArgument(text: string, nameStart: number, nameEnd: number): ValueExtent | undefined {
  const before = text.slice(Math.max(0, nameStart - 256), nameStart);
  if (!/\[(?:[^[\]\r\n]{1,240}, )?$/.test(before)) return undefined;
  const value = /^, (?!-)([^\s,[\]]{3,512})(?=, |\])/.exec(text.slice(nameEnd, nameEnd + 520))?.[1] ?? '';
  if (value === '' || isRemark(value)) return undefined;
  return { start: nameEnd + 2, end: nameEnd + 2 + value.length, assigned: true };
}
