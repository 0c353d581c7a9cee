import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('what a store of sessions says it does', () => {
  it('shows the id', () => {
    for (const line of [
      'express-session fetching ⟦Kd93kfL20xQm7xk29zHy4vWq⟧',
      'express-session loading ⟦Kd93kfL20xQm7xk29zHy4vWq⟧',
      'express-session loaded ⟦Kd93kfL20xQm7xk29zHy4vWq⟧',
      'express-session saving ⟦Kd93kfL20xQm7xk29zHy4vWq⟧',
      'express-session saved ⟦Kd93kfL20xQm7xk29zHy4vWq⟧',
      'express-session destroying ⟦Kd93kfL20xQm7xk29zHy4vWq⟧',
      'express-session destroyed ⟦Kd93kfL20xQm7xk29zHy4vWq⟧',
      'express-session touching ⟦Kd93kfL20xQm7xk29zHy4vWq⟧',
      'express-session touched ⟦Kd93kfL20xQm7xk29zHy4vWq⟧',
      'express-session generated ⟦Kd93kfL20xQm7xk29zHy4vWq⟧',
      'express-session regenerated sid ⟦Kd93kfL20xQm7xk29zHy4vWq⟧',
      'express-session: get id ⟦Kd93kfL20xQm7xk29zHy4vWq⟧',
      'express-session: set session ⟦Kd93kfL20xQm7xk29zHy4vWq⟧',
      'connect-redis destroy ⟦Kd93kfL20xQm7xk29zHy4vWq⟧',
      'connect-mongo touch ⟦Kd93kfL20xQm7xk29zHy4vWq⟧',
      'connect-redis fetch: "⟦Kd93kfL20xQm7xk29zHy4vWq⟧"',
      "connect-redis save= '⟦Kd93kfL20xQm7xk29zHy4vWq⟧'",
      'connect-mongo reload ⟦Kd93kfL20xQm7xk29zHy4vWq⟧, done',
      'express-session split response ⟦Kd93kfL20xQm7xk29zHy4vWq⟧',
    ])
      expectHidden(line, 'store-key');
  });

  it('shows no id otherwise', () => {
    for (const line of [
      'express-session was fetching Kd93kfL20xQm7xk29zHy4vWq',
      'express-session fetching kd93kfl20xqm7xk29zhy4vwq',
      'express-session fetching KD93KFL20XQM7XK29ZHY4VWQ',
      'express-session fetching KdxxkfLxxxQmxxkxxzHyxvWq',
      'express-session fetching KundenSitzungsVerwaltung',
      'express-session fetching Kd93kfL20xQm7xk29zHy4v',
      'express-session fetching ⟦Kd93kfL20xQm7xk29zHy4vWq⟧/x',
      'express-session fetching (Kd93kfL20xQm7xk29zHy4vWq)',
      'worker fetching Kd93kfL20xQm7xk29zHy4vWq',
    ])
      expectHidden(line, 'store-key');
  });

  it('is the id of a document in a collection of sessions', () => {
    for (const line of [
      '{"ns":"auth.sessions","_id":"⟦Kd93kfL20xQm7xk29zHy⟧"}',
      '{"ns":"auth.session","_id" : "⟦Kd93kfL20xQm7xk29zHy⟧"}',
      "{'ns':'auth.tokens','_id':'⟦Kd93kfL20xQm7xk29zHy⟧'}",
      "{'ns':'auth.token','_id':'⟦Kd93kfL20xQm7xk29zHy⟧'}",
      '{\\"ns\\":\\"auth.password_resets\\",\\"_id\\":\\"⟦Kd93kfL20xQm7xk29zHy⟧\\"}',
      '{"ns":"auth.passwordreset","_id":"⟦Kd93kfL20xQm7xk29zHy⟧"}',
      'find on collection "refresh_tokens" filter { _id: "⟦Kd93kfL20xQm7xk29zHy⟧" }',
      '{"ns":"auth.sessions","_id":"kd93kfl20xqm7xk29zhy"}',
      '{"ns":"auth.sessions","_id":"KD93KFL20XQM7XK29ZHY"}',
      '{"ns":"auth.sessions","_id":"KundenSitzungsVerwaltung"}',
      '{"ns":"auth.sessions","_id":"Kd93kfL20xQm7xk29zH"}',
      '{"ns":"auth.sessions","_id" is "Kd93kfL20xQm7xk29zHy"}',
      '{"ns":"auth.sessions","_idx:"Kd93kfL20xQm7xk29zHy"}',
      '{"ns":"shop.orders","_id":"Kd93kfL20xQm7xk29zHy"}',
      '{"ns":"auth.sessions","ns":"shop.orders","_id":"Kd93kfL20xQm7xk29zHy"}',
      "{'ns':'auth.sessions','x':1,'ns':'shop.orders','_id':'Kd93kfL20xQm7xk29zHy'}",
      "{'ns':'auth.tokens','ok':'Kd93kfL20xQm7xk29zHy'}",
      '{"ns":"auth.tokens","ok":"Kd93kfL20xQm7xk29zHy"}',
      '{\\"ns\\":\\"auth.tokens\\",\\"ok\\":\\"Kd93kfL20xQm7xk29zHy\\"}',
      '{"ns":"auth.tokens",ok:"Kd93kfL20xQm7xk29zHy"}',
      '{\\"ns\\":\\"auth.sessions\\",\\"ns\\":\\"shop.orders\\",\\"_id\\":\\"Kd93kfL20xQm7xk29zHy\\"}',
      '{"ns":"auth.sessionsx","_id":"Kd93kfL20xQm7xk29zHy"}',
      '{"sessions":"x", "note":"the collection above is one whose documents hold ids that let somebody in, which is why what stands in them goes; what stands far behind is of another document of another collection, of which this line knows nothing more than that","_id":"Kd93kfL20xQm7xk29zHy"}',
      '"sessions" dropped\n{"ns":"shop.orders","_id":"⟦Kd93kfL20xQm7xk29zHy⟧"}',
    ])
      expectHidden(line, 'store-key');
  });
});
