import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a number that is called', () => {
  it('goes in what a service sends', () => {
    for (const line of [
      '{"messaging_product":"whatsapp","to":"⟦31612719414⟧"}',
      '{"messaging_product":"whatsapp","to": "⟦31612719414⟧"}',
      '{"channel":"sms","from":"⟦31612719414⟧"}',
      '{"channel":"sms","from": "⟦31612719414⟧"}',
      '{"channel":"twilio","recipient":"⟦31612719414⟧"}',
      '{"channel":"vonage","recipient": "⟦31612719414⟧"}',
      "{'channel':'nexmo','to': '⟦31612719414⟧'}",
      '{"channel":"sinch","recipient_id":"⟦31612719414⟧"}',
      '{\\"channel\\":\\"viber\\",\\"to\\":\\"⟦31612719414⟧\\"}',
      '{"message-count":"1","to":"⟦31612719414⟧"}',
      '{"message-price":"1","to":"⟦31612719414⟧"}',
      '{"message-id":"1","to":"⟦31612719414⟧"}',
      '{"status":"queued","to":"⟦31612719414⟧"}',
      '{"status": "undelivered","to":"⟦31612719414⟧"}',
      '{"remaining-balance":1,"to":"⟦31612719414⟧"}',
      'submit_sm dest_addr=⟦31612719414⟧',
      'deliver_sm source_addr=⟦31612719414⟧',
      'smpp destination_addr=⟦31612719414⟧',
      '{"channel":"msisdn","to":"⟦0031612719414⟧"}',
      '{"channel":"messagebird","to":"⟦31612719414⟧"}',
      '{"channel":"telnyx","to":"⟦31612719414⟧"}',
      '{"channel":"plivo","to":"⟦31612719414⟧"}',
      '{"channel":"infobip","to":"⟦31612719414⟧"}',
    ])
      expectHidden(line, 'phone');
  });

  it('stays where nothing is sent, or it is a day or another number', () => {
    for (const line of [
      '{"channel":"orders","to":"31612719414"}',
      '{"channel":"smsx","to":"31612719414"}',
      '{"status":"done","to":"31612719414"}',
      '{"channel":"sms","to":"202611301015"}',
      '{"channel":"sms","to":"⟦202613301015⟧"}',
      '{"channel":"sms","to":"⟦201911301015⟧"}',
      '{"channel":"sms","to":"316127194"}',
      '{"channel":"sms","to":"3161271941412345"}',
      '{"channel":"sms","to":"31612719414x"}',
      '{"channel":"sms","to":"31000000414"}',
      '{"channel":"sms","to":"01612719414"}',
    ])
      expectHidden(line, 'phone');
  });

  it('goes in what a switch writes', () => {
    for (const line of [
      '"","⟦00442089122901⟧","300","from-trunk","ANSWERED"',
      '300,⟦00442089122901⟧,from-internal',
      '300,00442089122901,300,orders',
      'sip:⟦00442079460958⟧@host',
      'sip:⟦442079460958⟧@host',
      'sip:⟦+442079460958⟧@host',
      'SIP/⟦442079460958⟧',
      'SIP/⟦+442079460958⟧-x',
      'DAHDI/⟦442079460958⟧',
      "extension '⟦442079460958⟧' SIP",
      'extension "⟦442079460958⟧" chan_sip',
      'exten=⟦442079460958⟧',
      'PJSIP/⟦015227939483⟧@trunk Dial',
      '[⟦015227939483⟧@outbound:3] Dial',
      '[015227939483@outbound:3] orders',
      '[015227939483@outbound:3], whose line in the record of calls says nothing else for so long that what follows far behind belongs to another call, to another switch and to another house, as everybody knows who has read such records for years: Dial',
      'zap/trunk/442079460958, whose line in the record of calls says nothing else for so long that what follows far behind belongs to another call, to another switch and to another house, as everybody knows who has read such records for years: Dial',
      '(015227939483@outbound:3) Dial',
      '[005227939483@outbound:3] Dial',
      '[1015227939483@outbound:3] Dial',
      'sip/trunk/⟦015227939483⟧ Dial',
      'sip/trunk/⟦+442079460958⟧ ANSWERED',
      'iax2/trunk-1/⟦442079460958⟧ NO ANSWER',
      'dahdi/g1/⟦442079460958⟧ BUSY',
      'zap/g1/⟦442079460958⟧ cdr',
      'local/x/⟦442079460958⟧ sofia',
      'sofia/gateway/x/⟦442079460958⟧',
      'sofia/gateway/trunk/⟦442079460958⟧ from-pstn',
      'sip/trunk/⟦442079460958⟧ from-external',
      'sip/trunk/⟦442079460958⟧ from-sip-trunk',
      'zap/trunk/442079460958 orders',
      'sip/trunk/442079460958/x Dial',
      'sip/trunk/442079460958.1 Dial',
      'sip/trunk/00000000 Dial',
      'local/a b/442079460958 Dial',
    ])
      expectHidden(line, 'phone');
  });
});
