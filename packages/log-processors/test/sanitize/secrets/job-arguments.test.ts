import { describe, it } from 'vitest';
import { jobArguments } from '../../../src/sanitize/secrets/job-arguments.js';
import { expectFoundBy } from '../support/found-by.ts';

const TOKEN = 'kX3vT9qLm2Wz8RbY5cHd';

describe('a code that a job was handed', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(jobArguments, 'one-time-code', lines);

  it('is found in each notation', () => {
    expectFound(
      'send_otp[1] args=("+49", "⟦482913⟧")',
      `{"class":"SendOtpJob","args":["+49","⟦482913⟧"]}`,
      `{'job':'SendOtpJob','args':['⟦482913⟧']}`,
      '{\\"class\\":\\"SendOtpJob\\",\\"args\\":[\\"jo\\",\\"⟦482913⟧\\"]}',
      'SendOtpJob args: [ "jo" , "⟦482913⟧" ]',
      'SendOtpJob args (["⟦482913⟧"])',
      'SendOtpJob with arguments: "jo", "⟦482913⟧"',
      "SendOtpJob arguments=b'jo', u'⟦482913⟧'",
      '{"name":"SendOtpJob","arguments":["⟦482913⟧"]}',
      'SendOtpJob arguments: {"a"=>1}, "⟦482913⟧"',
      'SendOtpJob arguments: "code"=>"⟦482913⟧"',
      'SendOtpJob arguments: "code" : "⟦482913⟧"',
      'SendOtpJob arguments: code:⟦482913⟧',
      'SendOtpJob arguments: jo, ⟦482913⟧',
      'SendOtpJob arguments:   "⟦482913⟧"',
      'SendOtpJob arguments: jo    , 482913',
      'SendOtpJob arguments: jo,   ⟦482913⟧',
      'SendOtpJob arguments: jo,    482913',
      'SendOtpJob arguments: "jo"; "482913"',
      'SendOtpJob arguments: "a", {b}, "⟦482913⟧"',
      'SendOtpJob arguments: "a", {b{c}}, "482913"',
      'SendOtpJob arguments: "jo\', "482913"',
      `SendOtpJob arguments: ${'"a", '.repeat(15)}"⟦482913⟧"`,
      `SendOtpJob arguments: ${'"a", '.repeat(16)}"482913"`,
      'SendOtpJob job: "482913"',
      'SendOtpJob arguments: "⟦482913⟧" SendOtpJob arguments: "⟦482914⟧"',
    );
  });

  it('has four to eight digits, is no year, and neither the first number nor a round one', () => {
    expectFound(
      'send_otp args=("⟦4829⟧")',
      'send_otp args=("⟦48291375⟧", "482", "482913756", "482913x", "x482913")',
      'send_otp args=("1998", "2026", "⟦2126⟧", "⟦19980⟧")',
      'send_otp args=(jo, ⟦48291⟧, 4829, 482000, ⟦482001⟧, ⟦482010⟧, ⟦100048⟧)',
      'send_otp args=(482913, ⟦482914⟧)',
      'send_otp args=("⟦482000⟧")',
    );
  });

  it('is told by the name of the job', () => {
    const names = [
      'otp',
      'totp',
      '2fa',
      'mfa',
      'one_time',
      'onetime',
      'verify_code',
      'verif_code',
      'verification_code',
    ];
    expectFound(
      ...[...names, 'login_code', 'logincode', 'sms_code', 'security_code', 'auth_code', 'confirm_code'].map(
        (name) => `send_${name} args=("⟦482913⟧")`,
      ),
      ...['confirmation_code', 'otp_x'].map((name) => `send_${name} args=("⟦482913⟧")`),
      ...['otps', 'ship_code', 'logins_code', 'smscodes'].map((name) => `send_${name} args=("482913")`),
      ...['Otp', 'OTP', 'OtpCode', 'TwoFactor', 'Mfa', 'VerifCode', 'VerifyCode', 'VerificationCode', 'LoginCode'].map(
        (name) => `Send${name} args=("⟦482913⟧")`,
      ),
      ...['SmsPin', 'SecurityPin', 'ConfirmCode', 'ConfirmationPin'].map((name) => `Send${name} args=("⟦482913⟧")`),
      ...['Otpx', 'Twofactor', 'Mfas', 'VerificationxxxCode', 'ShipCode', 'smsPin'].map(
        (name) => `Send${name} args=("482913")`,
      ),
      'otp args=("482913")',
      'otp_x args=("⟦482913⟧")',
      'tasks.otp args=("⟦482913⟧")',
      'tasks::otp args=("⟦482913⟧")',
      'x.tasks_otp args=("⟦482913⟧")',
      '2send_otp args=("482913")',
    );
  });

  it('is none of a job that tends to codes', () => {
    const tending = ['clean', 'cleanup', 'expire', 'report', 'remind', 'purge', 'sweep', 'stat', 'stats', 'statistics'];
    expectFound(
      ...[...tending, 'metrics', 'count', 'prune', 'delete', 'monitor', 'rotate', 'archive', 'audit'].map(
        (word) => `${word}_otp args=("482913")`,
      ),
      ...['status', 'unclean', 'station'].map((word) => `${word}_otp args=("⟦482913⟧")`),
    );
  });

  it('belongs to the job that is named on its line or behind it', () => {
    expectFound(
      'send_otp\nargs=("482913")',
      'send_otp x\nsend_otp args=("⟦482913⟧")',
      `a_otp${'.'.repeat(123)}args=("⟦482913⟧")`,
      `a_otp${'.'.repeat(124)}args=("482913")`,
      'send_otp a_b a_c a_d args=("⟦482913⟧")',
      'send_otp a_b a_c a_d a_e args=("482913")',
      '{"args":["482913"],"class":"ShipJob"}',
      ...['class', 'job', 'job_class', 'name', 'task', 'wrapped'].map(
        (member) => `{"args":["⟦482913⟧"],"${member}":"SendOtpJob"}`,
      ),
      '{\\"args\\":[\\"⟦482913⟧\\"], \\"class\\": \\"SendOtpJob\\"}',
      "{'args':['⟦482913⟧'], 'class' : 'x.SendOtp::Job'}",
      '{"args":["482913"],"queue":"SendOtpJob"}',
      '{"args":["482913"],"x":1,"class":"SendOtpJob"}',
      '{"args": [ "⟦482913⟧" ], "class":"SendOtpJob"}',
      'clean_x send_otp args=("⟦482913⟧")',
      'send_otp reset_x args=("⟦482913⟧")',
      '{"args":["482913"]; "class":"SendOtpJob"}',
      '{"args":"[\\"⟦482913⟧\\"]","class":"SendOtpJob"}',
      '{"args":{"a":"482913"},"class":"SendOtpJob"}',
      '{"args":"482913","class":"SendOtpJob"}',
      `{"args":["⟦482913⟧","${'x'.repeat(280)}"],"class":"SendOtpJob"}`,
      `{"args":["482913","${'x'.repeat(320)}"],"class":"SendOtpJob"}`,
      'send_otp {"args":["482913"],"class":"ShipJob"}',
    );
  });
});

describe('a token that a job was handed', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(jobArguments, 'redirect-code', lines);

  it('is plainly random', () => {
    const names = ['reset', 'magic', 'invite', 'verify', 'confirm', 'activate', 'recover', 'unlock', 'password'];
    expectFound(
      ...[...names, 'login_link', 'loginlink'].map((name) => `send_${name} args=("⟦${TOKEN}⟧")`),
      `send_ship args=("${TOKEN}")`,
      `send_reset args=("${TOKEN.slice(1)}")`,
      'send_reset args=("shop-checkout-order-42")',
      'send_reset args=("0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d")',
      'send_reset args=("⟦x0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d⟧")',
      'send_reset args=("⟦0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d0⟧")',
      'send_reset args=("⟦0b62c02c-5f1e4-b7a-9c3d-2e8f7a6b5c4d⟧")',
      'send_reset args=("5f1e4b7a9c3d2e8f7a6b5c4d")',
      'send_reset args=("⟦5f1e4b7a9c3d2e8f7a6b5c4d0⟧")',
      'send_reset args=("⟦x5f1e4b7a9c3d2e8f7a6b5c4⟧")',
      'send_reset args=("0x5f1e4b7a9c3d2e8f7a6b5c")',
      'send_reset args=("⟦0x5f1e4b7a9c3d2e8f7a6b5g⟧")',
      'send_reset args=("⟦10x5f1e4b7a9c3d2e8f7a6b5c⟧")',
      `send_reset args=(⟦${TOKEN}⟧)`,
      `send_otp args=("${TOKEN}")`,
      `send_reset args=("482913", "⟦${TOKEN}⟧")`,
      `send_reset_otp args=("⟦${TOKEN}⟧")`,
    );
  });
});

describe('a password that a job was handed', () => {
  it('is strong, in quotation marks, and of a job for passwords', () => {
    expectFoundBy(jobArguments, 'argument-password', [
      'PasswordMailJob arguments: "jo", "⟦Sommer!24x⟧"',
      'set_passwd arguments: "Sommer!24x"',
      'reset_passwd arguments: "⟦Sommer!24x⟧"',
      'PasswordMailJob arguments: "jo", Sommer24xA',
      'ResetMailJob arguments: "jo", "Sommer!24x"',
      'PasswordMailJob arguments: "jo", "sommer24"',
    ]);
  });
});
