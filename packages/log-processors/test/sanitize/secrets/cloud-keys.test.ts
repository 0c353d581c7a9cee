import { describe, it } from 'vitest';
import { secretsBesideKeyIds, storageKeys, windowsHashes } from '../../../src/sanitize/secrets/cloud-keys.js';
import { expectFoundBy } from '../support/found-by.ts';

const STORAGE = 'q3Zt8Kx+Lm2Rw9Vb/Yc5Hd7Ns4Pf6Gj1Tk0Xa3Ue8Io2Qz5Bv7Mn9Cl4Sr6Wd1Ef3Gh5Jk7Lp9Zx2Cv4Bn6Mq8'.slice(0, 86);
const SECRET_KEY = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYzzzzzzzKEY';
const ID = 'AKIAIOSFODNN7ABCDEFG';

describe('the key of a storage account', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(storageKeys, 'azure-storage-key', lines);

  it('is found beside its host or as the value of a named key', () => {
    expectFound(
      `shop.blob.core.windows.net=⟦${STORAGE}==⟧`,
      `shop.blob.core.windows.net ⟦${STORAGE}==⟧ ok`,
      `{"keyName":"key1","value":"⟦${STORAGE}==⟧"}`,
      `{"keyName":"key1","value": "⟦${STORAGE}==⟧"}`,
      `windows.net='⟦${STORAGE}==⟧'`,
      `windows.net="⟦${STORAGE}==⟧"`,
      `windows.net=("${STORAGE}==")`,
      `windows.net=${STORAGE}=`,
      `windows.net=${STORAGE.slice(1)}==`,
      `windows.net=${STORAGE}===`,
      `windows.net=${STORAGE}==a`,
      `windows.net=${STORAGE}==/`,
      `windows.net=${'abcdefghij'.repeat(9).slice(0, 86)}==`,
      `windows.net=⟦${STORAGE}==⟧ windows.net=⟦${STORAGE}==⟧`,
    );
  });
});

describe('the secret beside the id of an access key', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(secretsBesideKeyIds, 'aws-secret-key', lines);

  it('is found on the line of the id', () => {
    expectFound(
      `${ID} ⟦${SECRET_KEY}⟧`,
      `${ID.replace('AKIA', 'ASIA')}:⟦${SECRET_KEY}⟧, ok`,
      `${ID} ${'.'.repeat(118)} ⟦${SECRET_KEY}⟧`,
      `${ID} ${'.'.repeat(119)} ${SECRET_KEY}`,
      `${ID}\n${SECRET_KEY}`,
      `${ID}\r${SECRET_KEY}`,
      `${ID.replace('AKIA', 'akia')} ${SECRET_KEY}`,
      `${ID.replace('AKIA', 'AsIA')} ${SECRET_KEY}`,
      `${ID}H ${SECRET_KEY}`,
      `${ID.slice(0, -1)} ${SECRET_KEY}`,
      `AKIA8${ID.slice(5)} ${SECRET_KEY}`,
      `AKIA.${ID.slice(4)} ${SECRET_KEY}`,
      `${ID} ⟦${SECRET_KEY}⟧ ${ID} ⟦${SECRET_KEY}⟧`,
    );
  });

  it('has forty letters of all kinds', () => {
    expectFound(
      `${ID} ${SECRET_KEY}a`,
      `${ID} ${SECRET_KEY}=`,
      `${ID} x${SECRET_KEY}`,
      `${ID} =${SECRET_KEY}`,
      `${ID} ${SECRET_KEY.slice(1)}`,
      `${ID} ${SECRET_KEY.replace('7', 'x')}`,
      `${ID} ${SECRET_KEY.toUpperCase()}`,
      `${ID} ${SECRET_KEY.toLowerCase()}`,
      `${ID} ⟦+/${SECRET_KEY.slice(2)}⟧`,
      `${ID} ⟦a1Bc2De3Fg4Hi5Jk6Lm7${ID}⟧ ${SECRET_KEY}`,
      `${ID} ${'aB3aB3aB'.repeat(5)}`,
    );
  });
});

describe('the hashes of a Windows account', () => {
  const LM = 'aad3b435b51404eeaad3b435b51404ee';
  const NT = '8846F7EAEE8FB117AD06BDD830B7586C';
  const expectFound = (...lines: string[]) => expectFoundBy(windowsHashes, 'password-hash', lines);

  it('are found behind the account and its number', () => {
    expectFound(
      `jo:1108:⟦${LM}:${NT}⟧:::`,
      `dump "jo:1108:⟦${LM}:${NT}⟧:::"`,
      `dump 'shop\\jo:500:⟦${LM}:${NT}⟧:::'\nal:501:⟦${LM}:${NT}⟧:::`,
      `${LM}:${NT}:::`,
      `jo:x:${LM}:${NT}:::`,
      `:1108:${LM}:${NT}:::`,
      `jo:1108:${LM}:::`,
      `jo:1108:${LM.slice(1)}:${NT}:::`,
      `jo:1108:${LM}:${NT}0:::`,
      `jo:1108:${LM}:${NT}x:::`,
      `jo:12345678901:${LM}:${NT}:::`,
      `${'j'.repeat(64)}:1108:⟦${LM}:${NT}⟧:::`,
      `${'j'.repeat(65)}:1108:${LM}:${NT}:::`,
    );
  });
});
