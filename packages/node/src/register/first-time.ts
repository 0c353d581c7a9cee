/** Whether this is the first time that the process, or this thread of it, does what the symbol names, in whichever copy of this package. */
export function firstTime(what: symbol): boolean {
  const holder = globalThis as { [done: symbol]: unknown };
  if (holder[what] === true) return false;
  holder[what] = true;
  return true;
}
