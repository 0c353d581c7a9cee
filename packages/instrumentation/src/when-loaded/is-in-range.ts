/** Whether a version is in a range of bounds that are all to hold, such as `>=4.16.0 <6`. A version before a release is in none. */
export function isInRange(version: string, range: string): boolean {
  const release = /^(\d+)\.(\d+)\.(\d+)(?:\+|$)/.exec(version)?.slice(1).map(Number);
  if (release === undefined) return false;
  return range.split(' ').every((bound) => {
    const [operator = '', ...least] = bound.split(/(?<=[<=])(?=\d)|\./);
    const difference = release.map((part, index) => part - Number(least[index] ?? 0)).find((part) => part !== 0) ?? 0;
    return operator === '>=' ? difference >= 0 : operator === '<' && difference < 0;
  });
}
