/** A value of an OCSF event. @stable */
export type OcsfValue = string | number | boolean | OcsfObject | readonly OcsfValue[];

/** An object of an OCSF event. @stable */
export interface OcsfObject {
  readonly [name: string]: OcsfValue;
}

/** Only the members that are there: OCSF knows absent members, not empty ones. */
export function withoutAbsent(members: Readonly<Record<string, OcsfValue | undefined>>): OcsfObject {
  return Object.fromEntries(
    Object.entries(members).filter((member): member is [string, OcsfValue] => member[1] !== undefined),
  );
}
