import { describe, it } from 'vitest';
import { dataOfElement, elementContent } from '../../../src/sanitize/named/element-content.js';
import { expectExtents } from '../support/marked-extents.ts';

describe('the content of an element behind a comment', () => {
  it('is character data or text, up to where the element closes', () => {
    expectExtents(
      [
        '<«Password»><!-- c --><![CDATA[⟦hunter2⟧]]></Password>',
        '<«Password»>\n <!-- a - b -->\\n<!---->\t<!-- > --> <![CDATA[⟦hunter2⟧]]></Password>',
        '&lt;«Password»&gt;&lt;!-- c --&gt;&lt;![CDATA[⟦hunter2⟧]]&gt;',
        `<«Password»><!--${'x'.repeat(200)}--><![CDATA[⟦hunter2⟧]]></Password>`,
        '<«Password»><!-- c -->⟦hunter2⟧</Password>',
        '<ns:«Password»><!-- c -->\n  ⟦hunter2⟧\n</ns:Password>',
      ],
      dataOfElement,
    );
    expectExtents(
      [
        '<«Password» a="x"><!-- c --><![CDATA[⟦hunter2⟧]]></Password>',
        '<«Password» a="x"><!-- c -->⟦hunter2⟧</Password>',
      ],
      elementContent,
    );
  });

  it('is none behind what is no comment, behind a fourth, and of an element that another name closes', () => {
    expectExtents(
      [
        '<«Password»>hunter2</Password>',
        '<«Password»><!-- c --></Password>',
        '<«Password»><!-- c -->hunter2</Passwords>',
        '<«Password»><!-- a -- b --><![CDATA[hunter2]]></Password>',
        '<«Password»><!- c --><![CDATA[hunter2]]></Password>',
        `<«Password»>${'<!-- c -->'.repeat(4)}<![CDATA[hunter2]]></Password>`,
        `<«Password»><!--${'x'.repeat(201)}--><![CDATA[hunter2]]></Password>`,
        '<«Password»><!-- c -->Enter your password</Password>',
      ],
      dataOfElement,
    );
    expectExtents(['<«Password»><!-- c -->hunter2</Password>'], elementContent);
  });
});
