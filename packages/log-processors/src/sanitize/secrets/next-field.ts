const NEXT_FIELD = /(?:[,;&|][A-Za-z][\w.-]{0,31}[=:]|\\{1,3}[nrt"']|<\/?[A-Za-z]).*$/u;

/** `Sommer!24x,role=admin`, `Sommer!24x&b=1`, `Sommer!24x<br>`: what stands before the field, the line or the element that follows at once. */
export function beforeNextField(value: string): string {
  return value.replace(NEXT_FIELD, '');
}
