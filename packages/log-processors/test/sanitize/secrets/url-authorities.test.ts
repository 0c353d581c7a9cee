import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('credentials in a URL', () => {
  it('go, whatever the scheme and however the slashes are written', () => {
    for (const line of [
      'postgres://ada:⟦Kd93kfL20x⟧@db/shop',
      'postgres:\\/\\/ada:⟦Kd93kfL20x⟧@db\\/shop',
      'postgres%3A//ada:⟦Kd93kfL20x⟧@db/shop',
      'redis://:⟦Kd93kfL20x⟧@cache:6379/0',
      'https//ada:⟦Kd93kfL20x⟧@shop.example/x',
      'postgresql//ada:⟦Kd93kfL20x⟧@db/shop',
      'mongodb//ada:⟦Kd93kfL20x⟧@db/shop',
      'ftp//ada:⟦Kd93kfL20x⟧@files/x',
      'https//ada:@shop.example',
      'lib//ada:⟦Kd93kfL20x⟧@db',
      'c//ada:Kd93kfL20x@db',
      '://x/ada and b:Kd93kfL20x@db',
    ])
      expectHidden(line, 'url-password');
  });

  it('go by the last sign that a host follows, and a path keeps its own', () => {
    for (const line of [
      'https://ada:⟦p@ss/w0rd⟧@shop.example/x',
      'https://ada:⟦Kd93kfL20x⟧@shop.example/npm/@scope/pkg',
      'https://shop.example/npm/@scope/pkg@1.2.3',
      'https://shop.example:8443/@ada',
      'ssh://git:⟦Kd93kfL20x⟧@host/~ada@x',
      'sftp://ada:⟦Kd93kfL20x⟧@host/dir@x',
      'ftp://ada:⟦Kd93kfL20x⟧@host/dir@x',
      'sip:ada:Kd93kfL20x@host',
      'sips://ada:⟦Kd93kfL20x⟧@host/x@y',
      'wss://ada:⟦Kd93kfL20x⟧@host/x@y',
      'ws://ada:⟦Kd93kfL20x⟧@host/x@y',
      'http://ada:⟦Kd93kfL20x⟧@host/x@y',
      'file://ada:⟦Kd93kfL20x⟧@host/x@y',
      'svn://ada:⟦Kd93kfL20x⟧@host/x@y',
      'xmpp://ada:⟦Kd93kfL20x⟧@host/x@y',
      'amqp://ada:⟦Kd93@kf/L20x⟧@mq.example:5672/vhost',
      'amqp://ada:⟦Kd93@kf/L20x⟧@mq,mq2/vhost',
      'amqp://ada:⟦Kd93@kf/L20x⟧@mq',
      'amqp://ada:⟦Kd93kfL20x@mq/x⟧@y',
      'amqp://ada:⟦Kd93kfL20x@mq/x⟧@mq.example:5672/v',
      'amqp://ada:⟦Kd93kfL20x@mq/x⟧@y,z',
      'amqp://ada:⟦Kd93kfL20x⟧@mq/x@y;z',
      'amqp://ada:⟦Kd93kfL20x⟧@mq/x?y@z',
      'amqp://ada:⟦Kd93kfL20x⟧@mq/x#y@z',
      'amqp://ada@mq/x@y',
      'amqp://ada:⟦Kd93/kfL20x⟧@mq.a.b:5672/x',
      'amqp://ada:⟦Kd93?kf⟧@mq/x',
      'amqp://x:5672;user=ada@corp/x',
      'amqp://x:5672;ada@corp',
      'amqp://ada:⟦Kd93⟧@kf/L20x@mq?x=1',
      'amqp://ada:⟦Kd93kf⟧@mq/x?y=b@c',
      'amqp://ada:⟦Kd93/kfL20x⟧@mq:5672',
      'amqp://ada:⟦Kd93/kfL20x⟧@mq.example.com/x',
      'amqp://ada:⟦Kd93/kfL20x⟧@mq,mq2',
      'amqp://ada:1234/kfL20x@mq',
      'amqp://[fe80:1/kfL20x@mq',
      'https://ada:⟦Kd@93/kfL20x⟧@shop.example.com/x',
      'https://ada:⟦Kd@93/kfL20x⟧@shop.example.com:8443/x',
      'https://ada:⟦Kd@93/kfL20x⟧@shop.example.com',
      'https://ada:⟦Kd⟧@93/kfL20x@shop/x',
      'https://ada:⟦Kd⟧@93/x/@shop.example.com/x',
    ])
      expectHidden(line, 'url-password');
  });

  it('go with the signs of a fragment where there are none', () => {
    for (const line of [
      'amqp://ada:⟦p@s#s⟧@mq.example:5672/x',
      'amqp://ada:⟦ps#s⟧@mq',
      'amqp://ada:⟦ps#s⟧@mq?x',
      'amqp://ada:⟦ps#s⟧@mq:5672',
      'amqp://ada:⟦ps#s⟧@mq.example',
      'amqp://ada:⟦ps#s⟧@mq/y?z',
      'amqp://ada:⟦p@s⟧@s#mq',
      'amqp://ada@x:ps#s@mq/z',
      'amqp://ada#x:ps@mq',
      'amqp://ada@mq#x',
      'amqp://ada:⟦ps⟧@mq#x',
      'http://ada:⟦ps#s⟧@mq',
      'https://ada:⟦ps#s⟧@mq',
      'ws://ada:⟦ps#s⟧@mq',
      'git://ada:⟦ps#s⟧@mq',
      'svn://ada:⟦ps#s⟧@mq',
      'sip://ada:⟦ps#s⟧@mq',
      'sips://ada:⟦ps#s⟧@mq',
      'xmpp://ada:⟦ps#s⟧@mq',
      'file://ada:⟦ps#s⟧@mq',
    ])
      expectHidden(line, 'url-password');
  });

  it('stay where another stands for them, or are a token of their own', () => {
    for (const line of [
      'postgres://ada:***@db/shop',
      'postgres://ada:xxx@db/shop',
      'postgres://ada:⟦xx⟧@db/shop',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's
      'postgres://ada:${PASSWORD}@db/shop',
      'postgres://ada:$PASSWORD@db/shop',
      'postgres://ada:${PASSWORD@db/shop',
      'postgres://ada:$PASS WORD@db/shop',
      'postgres://ada:$PASSWORD}@db/shop',
      'postgres://ada:⟦$PASS-WORD⟧@db/shop',
      'postgres://ada:%s@db/shop',
      'postgres://ada:⟦x%s⟧@db/shop',
      'postgres://ada:⟦***x⟧@db/shop',
      'postgres://ada@db/shop',
      'https://Kd93kfL20xQm7xk@shop.example/x',
      'https://abcdefghabcdefgh@shop.example/x',
      'https://aaaaaaaa1aaaaaaaaaaa@shop.example/x',
      'https://abcabcabc1abcabcabc@shop.example/x',
      'https://Kd93kfL20xQm7xk29zH:⟦x-oauth⟧@shop.example/x',
      'https://aaaaaaaaaaaaaaaaaaaaa1:⟦x-oauth⟧@shop.example/x',
      'https://abcdefghabcdefghabcdefgh:⟦Kd93kfL20xQm7⟧@shop.example/x',
      'jdbc:sqlserver://db:1433;user=ada@corp;x',
    ])
      expectHidden(line, 'url-password');
    for (const line of ['https://⟦Kd93kfL20xQm7xk2⟧@shop.example/x']) expectHidden(line, 'url-token');
  });
});
