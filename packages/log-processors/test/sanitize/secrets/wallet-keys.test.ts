import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a key of a wallet', () => {
  it('goes where it is listed', () => {
    for (const line of [
      'accounts[0]=⟦0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b⟧',
      '"accounts": ["⟦0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b⟧", "⟦0x1f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b⟧"]',
      'Private Keys\n==================\n(0) ⟦0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b⟧\n(12) ⟦0x1f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b⟧',
      'wallet key: ⟦0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b⟧ used',
      'privateKeys: [⟦0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b⟧]',
      'deployer key => ⟦0x8F3A1C5B9D7E2F4A6C8B0D1E3F5A7C9B8F3A1C5B9D7E2F4A6C8B0D1E3F5A7C9B⟧',
      'account key ⟦0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b⟧',
      'accounts: ⟦0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b⟧, ⟦0x1f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b⟧',
      'accounts: (1) ⟦0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b⟧ (2) ⟦0x1f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b⟧',
      'accounts = ["⟦0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b⟧"]',
      'deployer key[12] ⟦0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b⟧ and 0x1f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b',
    ])
      expectHidden(line, 'wallet-key');
  });

  it('stays where it is a root or another number', () => {
    for (const line of [
      'accounts: 0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b',
      'accounts: 0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b, root 0x1f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b',
      'accounts root is 0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b',
      'deployer key 0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b0',
      'deployer key 0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b',
      'deployer key of 0x8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b8f3a1c5b9d7e2f4a6c8b0d1e3f5a7c9b',
    ])
      expectHidden(line, 'named-secret');
  });

  it('goes in words of BIP 39', () => {
    for (const line of [
      'mnemonic: "⟦army van defense carry jealous true garbage claim echo media make crunch⟧"',
      'mnemonic phrase imported: ⟦army van defense carry jealous true garbage claim echo media make crunch⟧',
      'seed words: ["⟦army", "van", "defense", "carry", "jealous", "true", "garbage", "claim", "echo", "media", "make", "crunch⟧"]',
      "seed phrase -> '⟦army van defense carry jealous true garbage claim echo media make crunch⟧'",
      'seed (12 words) of wallet: ⟦army, van, defense, carry, jealous, true, garbage, claim, echo, media, make, crunch⟧',
      'recovery words = `⟦army van defense carry jealous true garbage claim echo media make crunch⟧`',
      'backup words = "⟦army van defense carry jealous true garbage claim echo media make crunch army van defense carry jealous true garbage claim echo media make crunch⟧"',
      'wallet words: [⟦army van defense carry jealous true garbage claim echo media make crunch⟧]',
      'recovery phrase: ⟦army  van  defense  carry  jealous  true  garbage  claim  echo  media  make  crunch⟧',
      'backup phrase: \\"⟦army van defense carry jealous true garbage claim echo media make crunch⟧\\"',
      "mnemonic-word: ['⟦army','van','defense','carry','jealous','true','garbage','claim','echo','media','make','crunch⟧']",
      'mnemonic ⟦army van defense carry jealous true garbage claim echo media make crunch⟧',
      'seed: army van defense carry jealous true garbage claim echo media make',
      'list: "army van defense carry jealous true garbage claim echo media make crunch"',
      'seed: army van defense and jealous true garbage claim echo media make crunch',
      'seed: ⟦army van defense sand jealous true garbage claim echo media make crunch⟧',
      'seed: ⟦army van defense andy jealous true garbage claim echo media make crunch⟧',
      'seed: Army van defense carry jealous true garbage claim echo media make crunch',
      'seed: army van de carry jealous true garbage claim echo media make crunch',
      'seed: army van defense carry jealous true garbage claim echo media make crunchcrunch',
    ])
      expectHidden(line, 'named-secret');
  });
});
