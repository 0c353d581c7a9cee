import { security } from '@otelseal/security-events';

/** Does something that emits one event; the clock of the story starts with it. */
export type Act = (emit: () => void) => void;

/** Somebody at a keyboard, and from where. */
export interface Party {
  readonly id: string;
  readonly from: string;
  readonly session: string;
}

/** Does one thing as somebody. */
export function as({ id, from, session }: Party, act: Act, emit: () => void): void {
  const context = { actor: { type: 'user' as const, id }, client: { address: from }, session: { id: session } };
  act(() => security.withContext(context, emit));
}

/** A working day in short: people log in and look at one record each. */
export function honestPeople(act: Act, role: string, kind: string, count: number): void {
  for (let person = 1; person <= count; person += 1) {
    const party = { id: `${role}-${person}`, from: `192.0.2.${person}`, session: `s-${role}-${person}` };
    as(party, act, () => security.authn.loginSuccess({ method: 'password', factors: ['password', 'totp'], mfa: true }));
    as(party, act, () => security.sensitive.read({ target: { type: kind, id: `${kind}-${person}` } }));
  }
}
