import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a password that a test types', () => {
  it('goes where the field is for one', () => {
    for (const line of [
      'driver.find_element(By.ID, "password").send_keys("⟦Kd93kfL20x⟧")',
      'driver.findElement(By.id("pin")).sendKeys("⟦4711⟧")',
      'page.fill("#password", "⟦Kd93kfL20x⟧")',
      "page.fill('#password', '⟦Kd93kfL20x⟧')",
      'page.fill(\\"#password\\", \\"⟦Kd93kfL20x⟧\\")',
      'page.type(`#passcode`, `⟦Kd93kfL20x⟧`)',
      "cy.get('#password').type('⟦Kd93kfL20x⟧')",
      "cy.get('#pwField').type('⟦Kd93kfL20x⟧')",
      "cy.get('#contraseña').type('⟦Kd93kfL20x⟧')",
      "cy.get('#otp').type('⟦482913⟧')",
      "cy.get('#clientSecret').type('⟦lagerraum⟧')",
      'passwordField.setText("⟦Kd93kfL20x⟧")',
      'passwordField.setValue("⟦Kd93kfL20x⟧")',
      'input_text("⟦Kd93kfL20x⟧") into element id=password',
      'input_text("⟦Kd93kfL20x⟧") to the passphrase',
      'send_keys("⟦Kd93kfL20x⟧") in password',
      'send_keys("⟦Kd93kfL20x⟧") on password',
      'send_keys("⟦Kd93kfL20x⟧") for password',
    ])
      expectHidden(line, 'typed-password');
  });

  it('stays where it is for another thing', () => {
    for (const line of [
      "cy.get('#nickname').type('Kd93kfL20x')",
      "cy.get('#pwnage').type('Kd93kfL20x')",
      'page.fill("#nickname", "Kd93kfL20x")',
      'page.fill("#nickname", "password")',
      "cy.get('#password').type('{selectall}{backspace}')",
      "cy.get('#password').type('⟦x{selectall}⟧')",
      "cy.get('#password').type('⟦{selectall}x⟧')",
      "cy.get('#password').type('****')",
      "cy.get('#password').type('string')",
      "cy.get('#password').type('password')",
      "cy.get('#password').type('⟦string1⟧')",
      "cy.get('#password').type('⟦substring⟧')",
      "cy.get('#password-label').type('Kd93kfL20x')",
      "cy.get('#passLabel').type('Kd93kfL20x')",
      "cy.get('#pwd_hint').type('Kd93kfL20x')",
      "cy.get('#pinError').type('Kd93kfL20x')",
      'page.fill("#password-hint", "Kd93kfL20x")',
      'page.fill("#password", "⟦label12x⟧")',
      'page.fill("#password", "⟦passwordlabel⟧")',
      "cy.get('#password').type(value, 'Kd93kfL20x')",
      "cy.get('#password').type(x = 'Kd93kfL20x')",
      "cy.get('#password')\ncy.get('#nickname').type('Kd93kfL20x')",
      'send_keys("Kd93kfL20x") and then waits for the password',
      'send_keys("Kd93kfL20x"), typed into password',
      "the test that types what it was told into the fields of the form of the shop begins at the password, of which nobody knows why it is so, and then goes on to another: cy.get('#nickname').type('⟦Kd93kfL20x⟧')",
    ])
      expectHidden(line, 'typed-password');
  });

  it('goes in the protocol of WebDriver', () => {
    for (const line of [
      'POST /session/1/element/password/value {"text":"⟦Kd93kfL20x⟧","id":"x"}',
      'POST /session/1/element/7/value {"text": "⟦lagerraum⟧", "id": "password"}',
      'POST /session/1/element/7/value {\\"text\\": \\"⟦lagerraum⟧\\", \\"id\\": \\"password\\"}',
      "POST /session/1/element/7/value {'text': \"⟦lagerraum⟧\", 'id': 'password'}",
      'POST /session/1/element/password/value data={"value":"⟦lagerraum⟧"}',
      'POST /session/1/element/password/value: {"value": ⟦["K", "d", "9", "3"]⟧}',
      'POST /session/1/element/password/value {"value" : ⟦["K","d","9","3"]⟧,"text":"⟦Kd93⟧"}',
      'POST /session/1/element/7/value {"text":"⟦Kd93kfL20x!⟧"}',
      'POST /session/1/element/7/value {"text":"⟦Kd93kf!2⟧"}',
      'POST /session/1/element/7/value {"text":"Kd93kf!"}',
      'POST /session/1/element/7/value {"text":"lagerraum"}',
      'POST /session/1/element/7/value {"value":["K","d","9","3"]}',
      'POST /session/1/element/password/value {"id":"lagerraum"}',
      'POST /session/1/element/password/other {"text":"lagerraum"}',
      'POST /session/1/element/7/value {"text":"lagerraum"}\npassword',
      'the session, which began on the page where people change their password and went on to another of which nothing is known but the number of its field, as the log of the driver told: POST /session/1/element/7/value {"text":"⟦lagerraum⟧"}',
    ])
      expectHidden(line, 'typed-password');
  });
});
