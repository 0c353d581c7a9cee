import { describe, it } from 'vitest';
import { codesInBodies, codesInQueries, parametersOfLinks } from '../../../src/sanitize/secrets/codes-in-bodies.js';
import { expectFoundBy } from '../support/found-by.ts';

const RANDOM = 'k3XvT9qLm2Wz8RbY5cHd7Ns4';

describe('a one-time code in a body', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(codesInBodies, 'one-time-code', lines);

  it('is found in each notation', () => {
    expectFound(
      '{"otp":1,"code":"⟦482913⟧"}',
      "{'otp': 1, 'code': '⟦4829⟧'}",
      '{\\"otp\\":1,\\"code\\":\\"⟦48291375⟧\\"}',
      '{ otp: 1, code: ⟦482913⟧ }',
      '{:otp=>1, :code=>"⟦482913⟧"}',
      '{"otp":1,"code" : ⟦482913⟧}',
      '{"otp"=>1,"code" => "⟦482913⟧"}',
      '{"otp":1,"code" = [482913]}',
      '{"otp":1,"code":⟦482913⟧,"x":1}',
      '["otp","code":⟦482913⟧]',
      'otp f("code": ⟦482913⟧)',
      'otp "code": ⟦482913⟧',
      'otp "code": 482913;',
      'otp "code": 482913x',
      'otp "code": 482',
      'otp "code": 482913756',
      'otp "code":  482913',
      'otp "code"x 482913',
      'otp "code", "x":"482913"',
      'otp ""code"": ⟦482913⟧',
      'otp "code" 482913',
    );
  });

  it('is told by a word for such codes before it or behind it', () => {
    expectFound(
      ...['totp', '2fa', 'MFA', 'sms', 'passcode', 'one-time', 'one_time', 'onetime', 'one time', 'verify'].map(
        (word) => `"${word}", "code":"⟦482913⟧"`,
      ),
      ...[
        'verification',
        'login-code',
        'login_code',
        'logincode',
        'magic',
        'phone_number',
        'msisdn',
        'verifyAccount',
      ].map((word) => `"${word}", "code":"⟦482913⟧"`),
      ...['phonenumber', 'verification_x', 'otp2', '-otp-', 'verificationx'].map(
        (word) => `"${word}", "code":"⟦482913⟧"`,
      ),
      ...['robotp', 'otpx', 'smsx', 'verified', 'phone'].map((word) => `"${word}", "code":"482913"`),
      '"code":"⟦482913⟧","phone_number":"+49"',
      `"code":"⟦482913⟧","x":"${'.'.repeat(150)}sms"`,
      `"code":"482913","x":"${'.'.repeat(151)}sms"`,
      `otp${'.'.repeat(157)}"code":"⟦482913⟧"`,
      `otp${'.'.repeat(158)}"code":"482913"`,
      ...['Otp', 'Sms', 'Mfa', 'TwoFactor', 'Verif'].map((word) => `x${word}Job {"code":"⟦482913⟧"}`),
      'TwofactorJob {"code":"482913"}',
      'sms: {"code":"482913"}',
      'sms: {    "code":"482913"}',
      'sms: {     "code":"⟦482913⟧"}',
      'sms: {"x":1,"code":"⟦482913⟧"}',
    );
  });

  it('is none of an error, a country or a voucher', () => {
    const others = [
      'error',
      'status',
      'country',
      'currency',
      'postal',
      'zip',
      'promo',
      'coupon',
      'voucher',
      'discount',
    ];
    expectFound(
      ...[...others, 'product', 'reason', 'exit', 'http', 'lang', 'delivery'].map(
        (word) => `SmsJob, "${word}": {"code":"482913"}`,
      ),
      'sms, error_details: "code":"482913"',
      'SmsJob, "error":{"code":"482913"}',
      'SmsJob, "x":{"code":"⟦482913⟧"}',
      'otp, "error": ""code"": 482913',
      'SmsJob, error code x1 = {"code":"482913"}',
      'SmsJob, \\"error\\": {\\"code\\":482913}',
      'sms, error, "code":"⟦482913⟧"',
      'sms, error: x {"x":1, "code":"⟦482913⟧"}',
      `sms, error${'x'.repeat(12)} "code":"482913"`,
      `sms, error${'x'.repeat(13)} "code":"⟦482913⟧"`,
      'sms, {"message":"x","code":"482913"}',
      'sms, {"error" : 1,"code":"482913"}',
      'sms, {"reason":1,"code":"482913"}',
      'sms, {\\"statusCode\\":1,\\"code\\":482913}',
      'sms, {"message":"x",\n"code":"⟦482913⟧"}',
      `sms, {"message":${'x'.repeat(97)} "code":"⟦482913⟧"}`,
      `sms, {"message":${'x'.repeat(95)} "code":"482913"}`,
      'sms, "code":"482913","message":"x"',
      "sms, 'code':'482913', 'error':'x'",
      'sms, \\"code\\":\\"482913\\",\\"status\\":1',
      'sms, "code":482913,"status":1',
      'sms, "code":"⟦482913⟧","to":1,"status":1',
      'sms, "code":"⟦482913⟧";"status":1',
    );
  });
});

describe('a code of a grant or a reset in a body', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(codesInBodies, 'redirect-code', lines);

  it('is found beside the words of one', () => {
    const words = ['grant_type', 'redirect_uri', 'authorization_code', 'code_verifier', 'OAuth', 'openid', 'oidc'];
    expectFound(
      ...[...words, 'callback', 'reset-password', 'reset_password', 'resetpassword', 'reset password'].map(
        (word) => `{"${word}":1,"code":"⟦${RANDOM}⟧"}`,
      ),
      ...[
        'password-reset',
        'password_reset',
        'passwordreset',
        'confirm-email',
        'confirm_email',
        'confirmemail',
        'invitation',
      ].map((word) => `{"${word}":1,"code":"⟦${RANDOM}⟧"}`),
      `{"code":"⟦${RANDOM}⟧","grant_type":1}`,
      `{"code":"⟦4/${RANDOM}==⟧","grant_type":1}`,
      `{"voidc":1,"code":"${RANDOM}"}`,
      `{"oidcs":1,"code":"${RANDOM}"}`,
      `{"grant":1,"code":"${RANDOM}"}`,
      `{"callback":1,"code":"⟦${RANDOM.slice(0, 20)}⟧"}`,
      `{"callback":1,"code":"${RANDOM.slice(0, 19)}"}`,
      `{"callback":1,"code":"${RANDOM.replaceAll(/\d/g, 'x')}"}`,
      '{"callback":1,"code":"shop-checkout_order-42.failed7"}',
      '{"callback":1,"code":"⟦Shop-checkout_order-42.failed7⟧"}',
      '{"callback":1,"code":"⟦shop-checkout_order-42.failed7-⟧"}',
    );
  });
});

describe('a code in the query of a redirect', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(codesInQueries, 'redirect-code', lines);

  it('is found by what stands around it', () => {
    expectFound(
      ...['scope', 'state', 'session_state', 'iss', 'client_info', 'prompt', 'authuser'].map(
        (name) => `GET /x code=⟦${RANDOM}⟧&${name}=a 443`,
      ),
      ...['callback', 'sign-in', 'signin', 'login', 'oauth', 'oidc', 'redirect', 'auth', 'sso', 'Callback/x-1.y'].map(
        (path) => `GET /${path} code=⟦${RANDOM}⟧ 443`,
      ),
      `GET /callback code=⟦${RANDOM}⟧"`,
      `GET /callback code=⟦${RANDOM}⟧'`,
      `GET /callback code=⟦${RANDOM}⟧`,
      `GET /callback code=${RANDOM};x`,
      `GET /callback code="${RANDOM}"`,
      `GET /callback code=⟦${RANDOM.slice(0, 20)}⟧`,
      `GET /callback code=${RANDOM.slice(0, 19)}`,
      `GET /callback code=${RANDOM.replaceAll(/\d/g, 'x')}`,
      `GET /x code=${RANDOM}&lang=a`,
      `GET /x code=${RANDOM}&x=1&state=a`,
      `GET /x code=${RANDOM} 443`,
      `GET /callback y code=${RANDOM}`,
      `GET /callback${'x'.repeat(32)} code=⟦${RANDOM}⟧`,
      `GET /callback${'x'.repeat(33)} code=${RANDOM}`,
    );
  });
});

describe('a parameter of a link that lets somebody in', () => {
  const expectFound = (...lines: string[]) => expectFoundBy(parametersOfLinks, 'redirect-code', lines);

  it('is found behind the path of such a link', () => {
    expectFound(
      `https://x/magic?k=⟦${RANDOM}⟧`,
      `https://x/verify-email?k=⟦${RANDOM}⟧`,
      `https://x/accept-invite?k=⟦${RANDOM}⟧`,
      ...parametersOfLinks.keywords.map((keyword) => `https://x/${keyword}k=⟦${RANDOM}⟧ ok`),
      `/reset?k=⟦${RANDOM.slice(0, -1)}=⟧`,
      `/reset?k=${RANDOM.slice(1)}`,
      `/reset?k=${RANDOM.replaceAll(/\d/g, 'x')}`,
      `/reset?=${RANDOM}`,
      `/reset? k=${RANDOM}`,
      '/reset?k=0123456789abcdefABCDEF01',
      '/reset?k=⟦0123456789abcdefABCDEF012⟧',
      '/reset?k=⟦g123456789abcdefABCDEF01⟧',
      '/reset?w=0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d',
      '/reset?k=⟦0b62c02c-5f1ee-4b7a-9c3d-2e8f7a6b5c4d⟧',
      '/reset?k=⟦x-0b62c02c-5f1e-4b7a-9c3d-2e8f7a6b5c4d⟧',
      `/reset?k=%2F${RANDOM}`,
    );
  });

  it('is any of the first six that is not of another kind', () => {
    const others = [
      'id',
      'uid',
      'user',
      'user_name',
      'email',
      'mail',
      'lang',
      'next',
      'return',
      'return_to',
      'redirect',
    ];
    expectFound(
      ...[
        ...others,
        'redirect_uri',
        'url',
        'utm_source',
        'ref',
        'v',
        'locale',
        'page',
        'token',
        'new_password',
        'secret',
      ].map((name) => `/reset?${name}=${RANDOM}`),
      ...['code', 'apikey', 'K1', 'k-', 'x'.repeat(25)].map((name) => `/reset?${name}=${RANDOM}`),
      ...['idx', 'K', 'vv', 'x'.repeat(24), 'tokens', 'xid'].map((name) => `/reset?${name}=⟦${RANDOM}⟧`),
      `/reset?a=1&b=2&c=3&d=4&e=5&k=⟦${RANDOM}⟧&l=${RANDOM}`,
      `/reset?a=1&b=2&c=3&d=4&e=5&f=6&k=${RANDOM}`,
      `/reset?a=1;k=${RANDOM}`,
      `/reset?a=1&&k=${RANDOM}`,
      `/reset?id=${RANDOM}&k=⟦${RANDOM}⟧ /reset?k=⟦${RANDOM}⟧`,
    );
  });
});
