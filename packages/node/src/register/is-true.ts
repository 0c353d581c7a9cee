/** A Boolean variable as OpenTelemetry reads it: everything but `true` is false. */
export function isTrue(text: string | undefined): boolean {
  return text?.trim().toLowerCase() === 'true';
}
