import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a token of a product that no table knows', () => {
  it('goes, whatever its second part says that it opens', () => {
    for (const line of [
      '⟦nb_live_CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      '⟦nb_prod_CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      '⟦nb_production_CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      '⟦nb_test_CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      '⟦nb_sandbox_CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      '⟦nb_staging_CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      '⟦nb_dev_CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      '⟦nb_secret_CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      '⟦nb_sk_CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      '⟦nb_key_CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      '⟦nb_pat_CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      '⟦nb_token_CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      '⟦nb_api_CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      '⟦nb-live-CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      '⟦nb-secret-CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      'got (⟦nb_live_CO9fQ2xT7vLmR4sKz8Wb⟧)',
      'q=%22⟦nb_live_CO9fQ2xT7vLmR4sKz8Wb⟧%22',
      'nb_live_test_CO9fQ2xT7vLmR4sKz8Wb',
      '⟦nb_secret_0a1b2c3d4e5f60718293a4b5⟧ in use',
      '⟦nb_sk_0a1b2c3d4e5f60718293a4b5⟧ in use',
      '⟦nb_pat_0A1B2C3D4E5F60718293A4B5⟧ in use',
      '⟦nb_token_0a1b2c3d4e5f60718293a4b5⟧ in use',
    ])
      expectHidden(line, 'product-token');
  });

  it('stays where it is public, an id or a digest, a word, or no word of its own', () => {
    for (const line of [
      'pk_live_CO9fQ2xT7vLmR4sKz8Wb in use',
      'publishable_test_CO9fQ2xT7vLmR4sKz8Wb in use',
      'evt_test_CO9fQ2xT7vLmR4sKz8Wb in use',
      '⟦pkg_live_CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      '⟦subs_live_CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      '⟦spk_live_CO9fQ2xT7vLmR4sKz8Wb⟧ in use',
      'nb_live_0a1b2c3d4e5f60718293a4b5 in use',
      'nb_live_0A1B2C3D4E5F60718293A4B5 in use',
      'nb_live_01ARZ3NDEKTSV4RRFFQ69G5FAV in use',
      '⟦nb_live_x1ARZ3NDEKTSV4RRFFQ69G5FAV⟧ in use',
      'nb-secret-0a1b2c3d4e5f60718293a4b5 in use',
      'nb_live_customerorderreplication in use',
      'nb_live_CO9fQ2xT7vLmR in use',
      'nb_live_CO9fQ2xT7vLmR4sKz8Wb.png',
      '/nb_live_CO9fQ2xT7vLmR4sKz8Wb in use',
      '1nb_live_CO9fQ2xT7vLmR4sKz8Wb in use',
      'a_nb_live_CO9fQ2xT7vLmR4sKz8Wb in use',
      'n_live_CO9fQ2xT7vLmR4sKz8Wb in use',
      '_live_CO9fQ2xT7vLmR4sKz8Wb in use',
    ])
      expectHidden(line, 'product-token');
  });

  it('of a bot of Discord goes behind words for it', () => {
    for (const line of [
      'discord client with ⟦MTIzNDU2Nzg5MDEyMzQ1Njc4.GxYz12.abcdefghijklmnopqrstuvwxyz0123⟧ ready',
      'logging in with ⟦MTIzNDU2Nzg5MDEyMzQ1Njc4.GxYz12.abcdefghijklmnopqrstuvwxyz0123⟧',
      'login with ⟦MTIzNDU2Nzg5MDEyMzQ1Njc4.GxYz12.abcdefghijklmnopqrstuvwxyz0123⟧',
      'tried with ⟦MTIzNDU2Nzg5MDEyMzQ1Njc4.GxYz12.abcdefghijklmnopqrstuvwxyz0123⟧',
      "client.login('⟦NTIzNDU2Nzg5MDEyMzQ1Njc4.GxYz12.abcdefghijklmnopqrstuvwxyz0123⟧')",
      'discord ⟦OTIzNDU2Nzg5MDEyMzQ1Njc4.GxYz12.abcdefghijklmnopqrstuvwxyz0123⟧, ready',
      'discord PTIzNDU2Nzg5MDEyMzQ1Njc4.GxYz12.abcdefghijklmnopqrstuvwxyz0123',
      'discord ⟦MTIzNDU2Nzg5MDEyMzQ1Njc4.GxYz123.abcdefghijklmnopqrstuvwxyz0123⟧',
      'discord MTIzNDU2Nzg5MDEyMzQ1Njc4.GxYz1234.abcdefghijklmnopqrstuvwxyz0123',
      'discord Messengerclientservicesx.handle.connectionsestablishedagainx',
      'discord xMTIzNDU2Nzg5MDEyMzQ1Njc4.GxYz12.abcdefghijklmnopqrstuvwxyz0123',
    ])
      expectHidden(line, 'discord-bot-token');
    for (const line of ['bot ⟦MTIzNDU2Nzg5MDEyMzQ1Njc4.GxYz12.abcdefghijklmnopqrstuvwxyz0123⟧ up'])
      expectHidden(line, 'authorization');
  });
});
