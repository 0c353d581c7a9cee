import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

const words = (text: string): string[] => text.split(' ');

describe('a name in another script', () => {
  it('says that a number is a telephone’s', () => {
    for (const name of words(
      `電話 電話番号 携帯 携帯電話 電話號碼 手機 电话 电话号码 手机 手机号 手机号码 전화 전화번호 휴대폰 휴대전화 연락처 телефон телефона тел моб мобильный
      номер τηλέφωνο κινητό טלפון هاتف الهاتف جوال الجوال تلفن موبایل फोन फ़ोन मोबाइल โทรศัพท์ โทร เบอร์`.replace(
        /\s+/g,
        ' ',
      ),
    ))
      expectHidden(`x ${name} ⟦312 4455⟧ y`, 'phone');
  });

  it('says that a number is a person’s', () => {
    for (const name of words(
      `身份证 身份证号 身份证号码 身分證 身分證字號 マイナンバー 個人番号 주민등록번호 주민번호 护照 护照号 護照 パスポート パスポート番号 여권 여권번호 운전면허
      免許証 免許証番号 паспорт инн снилс αφμ αμκα זהות الهوية جواز आधार पैन บัตรประชาชน`.replace(/\s+/g, ' '),
    ))
      expectHidden(`x ${name}: ⟦A-123456⟧ y`, 'national-id');
  });

  it('says that a number is a card’s', () => {
    for (const name of words('カード番号 银行卡 银行卡号 卡号 카드번호 карта карты'))
      expectHidden(`x ${name}:⟦4111-1111-1110⟧ y`, 'pan');
  });

  it('belongs to a number as it is written beside it', () => {
    for (const line of [
      'x 電話 ⟦+81 3-1234-5678⟧ call me',
      'x 電話 ⟦03.1234.5678⟧',
      '電話：⟦0312345678⟧',
      'x 電話 ⟦123-4567⟧',
      'x 電話 ⟦123456789012345⟧',
      'x "電話": "⟦312-4455⟧"',
    ])
      expectHidden(line, 'phone');
    for (const line of ['x 身份证 ⟦12-3456⟧ y', 'x паспорт ⟦4509 123456⟧ y', 'x ПАСПОРТ ⟦4509 123456⟧ y'])
      expectHidden(line, 'national-id');
    // too short, too long, or not beside it
    for (const line of [
      'x 電話 12-3456 y',
      'x 電話 1234567890123456',
      'x 身份证 12-345 y',
      'x 电话簿 312 4455 y',
      'é 312 4455 y',
      'x 電話a 312 4455',
      'x 電話     312-4455',
    ])
      expectHidden(line, 'none');
  });
});
