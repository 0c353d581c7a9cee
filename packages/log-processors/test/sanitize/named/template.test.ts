import { expect, it } from 'vitest';
import { isTemplate } from '../../../src/sanitize/named/template.js';

it('a template names what will stand there', () => {
  const templates = [
    '{{ token }}',
    '{{ vault_db_password | quote }}',
    '{{a.b}}{{ c }}',
    '{{a}}{{b}}{{c}}{{d}}',
    '<% token %>',
  ]
    .concat([
      "<%= ENV['TOKEN'] %>",
      '#{secrets.token}',
      '%{db_password_2}',
      '@{a-b}',
      '((db/password))',
      '((oauth2_token))',
    ])
    .concat([`{{${'a'.repeat(24)}}}`, '{{ .Values.dbPassword }}', '{{ $a?.b }}', '{{- a -}}']);
  expect(templates.filter((template) => !isTemplate(template))).toEqual([]);
});

it('a password may stand in the same signs', () => {
  const values = [
    'x{{ token }}',
    '{{ token }}x',
    '{{a}}{{b}}{{c}}{{d}}{{e}}',
    '{{Sommer24}}',
    '{{ token | 9xQ7 }}',
    '{{ | }}',
  ]
    .concat([
      '{{}}',
      '<%%>',
      '<% 50% %>',
      '#{9xQ}',
      '((9xQ))',
      '((Db Password))',
      `{{${'a'.repeat(81)}}}`,
      '{{a}b}}',
      '<%= a %',
    ])
    .concat([`<%${'a '.repeat(41)}%>`, '{{hUnTeR}}']);
  expect(values.filter(isTemplate)).toEqual([]);
});
