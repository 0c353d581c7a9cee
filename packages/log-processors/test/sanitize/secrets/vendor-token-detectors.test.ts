import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('what begins as a token of a vendor', () => {
  it('is none without a digit or letters of both cases, whatever stands around it', () => {
    expectHidden('run 7 of A: x gldt-abcdefgh_ijklmnopqrs y', 'none');
    expectHidden('run of a: x gldt-ABCDEFGHIJKLMNOP_QRS y 7', 'none');
    expectHidden('7 x gldt-xABCDEFGHIJKLMNOPQR y', 'none');
  });

  it('is an id where it is hexadecimal though the vendor has more letters', () => {
    expectHidden('x ⟦4b1dKd93kfL20xQm7xk29zHy4vWq8sTn5bGcKd93kf⟧ y', 'clickhouse-key');
    expectHidden('x 4b1d0a1b2c3d4e5f60718293a4b5c6d7e8f9012345 y', 'none');
    expectHidden('x ⟦4b1d0a1b2c3d4e5f60718293a4b5c6d7e8f90123G5⟧ y', 'clickhouse-key');
    expectHidden('x ⟦4b1d0A1b2c3d4e5f60718293a4b5c6d7e8f9012345⟧ y', 'clickhouse-key');
  });

  it('is a name where its letters and digits do not alternate as random ones do', () => {
    expectHidden('x live_TestEnvironmentForPerformance1 y', 'none');
    expectHidden('x live_abcdefghijklmnopqrstuvwxyz1234 y', 'none');
    expectHidden('x ⟦live_aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0⟧ y', 'mollie-key');
    expectHidden('x npg_testDatabase y', 'none');
    expectHidden('x ⟦npg_aBcDeFgHiJkL⟧ y', 'neon-password');
    expectHidden('x ⟦npg_a1b2c3d4e5f6⟧ y', 'neon-password');
    expectHidden('x ⟦npg_A1B2C3D4E5F6⟧ y', 'neon-password');
    expectHidden('x npg_abc123def456 y', 'none');
    expectHidden('x ⟦npg_abC1abC1abC1⟧ y', 'neon-password');
    expectHidden('x npg_abCdefGhijkL y', 'none');
    expectHidden('x ⟦npg_abCdeFghIjkL⟧ y', 'neon-password');
  });
});
