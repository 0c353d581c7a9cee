import { describe, it } from 'vitest';
import { elementContent } from '../../../src/sanitize/named/element-content.js';
import { expectExtents } from '../support/marked-extents.ts';

describe('the content of an element with attributes', () => {
  it('is found up to where the element closes', () => {
    const longest = 'x'.repeat(1_020);
    expectExtents(
      [
        '<«Password» type="string">⟦hunter2⟧</Password>',
        "<«Password»  type='string'>⟦hunter2⟧</Password>",
        '<«Password»\n\ttype="" a:b-c.d="x y" >⟦hunter2⟧</Password>',
        '<«Password» a=\\"x\\">⟦hunter2⟧</Password>',
        '<wsse:«Password» type="x">⟦hunter2⟧</wsse:Password>',
        '<«Password» type="x">⟦hunter2⟧ </Password >',
        '<«Password» type="x">\n  ⟦correct horse⟧\n</Password>',
        '<«Password» type="x"><![CDATA[⟦hunter2⟧]]> </Password>',
        '<«Password» type="x"> <![CDATA[⟦hunter2⟧]]></Password    >',
        `<«Password» type="x" a="${'y'.repeat(20)}">⟦${longest}⟧</Password>`,
        `<«Password» type="x">⟦hunter2⟧</${'n'.repeat(24)}:Password>`,
        `<${'n'.repeat(24)}:«Password» type="x">⟦hunter2⟧</Password>`,
        `<«Password»${' a="x"'.repeat(6)}>⟦hunter2⟧</Password>`,
        `<«Password» a='${'x'.repeat(200)}'>⟦hunter2⟧</Password>`,
        `<«Password» a="${'x'.repeat(200)}">⟦hunter2⟧</Password>`,
      ],
      elementContent,
    );
  });

  it('is none of an element that is not opened or not closed by the name', () => {
    expectExtents(
      [
        '<user «Password» a="b">hunter2</Password>',
        '«Password» type="x">hunter2</Password>',
        '<«Password» hunter2</Password>',
        '<«Password»>hunter2</Password>',
        '<«Password»type="x">hunter2</Password>',
        '<«Password» type=x>hunter2</Password>',
        '<«Password» type="a<b">hunter2</Password>',
        '<«Password» type="x">hunter2</User>',
        '<«Password» type="x">hunter2</Passwords>',
        '<«Password» type="x">hunter2</Password x>',
        '<«Password» type="x">hunter2</Password     >',
        '<«Password» type="x">hun<b>ter2</Password>',
        '<«Password» type="x"></Password>',
        `<«Password» type="x">${'x'.repeat(1_025)}</Password>`,
        `<«Password»${' a="x"'.repeat(7)}>hunter2</Password>`,
        `<«Password» a="${'x'.repeat(201)}">hunter2</Password>`,
        `<${'n'.repeat(25)}:«Password» type="x">hunter2</Password>`,
      ],
      elementContent,
    );
  });

  it('is no secret where the page speaks of the field', () => {
    const said = [
      'Enter your password',
      'Forgot password?',
      'Old password',
      'Enter your code',
      'Please type it in',
      'Your PIN…',
    ].concat([
      'Show it !!',
      'Hide it',
      'Type it',
      'Choose one',
      'Confirm it',
      'Repeat it',
      'Reset it',
      'Change l’accès :',
    ]);
    expectExtents(
      said.map((words) => `<«Password» type="x">${words}</Password>`),
      elementContent,
    );
    const chosen = [
      'Sommer im Garten',
      'x9 Enter your password',
      'Enter your password 9xQ7!',
      'Bitte Enter drücken',
      'Enter',
      'enter it',
    ].concat(['Entering it all', 'Enter your password ....']);
    expectExtents(
      chosen.map((words) => `<«Password» type="x">⟦${words}⟧</Password>`),
      elementContent,
    );
  });
});
