/*
 * `{{ vault_db_password | quote }}`, `<%= ENV['TOKEN'] %>`, `#{secrets.token}`, `((db/password))`: what a template will put there. Only a
 * reference is left: `{{Sommer24}}` may be somebody's password.
 */

const TEMPLATE =
  /^(?:(?:\{\{[^{}\n]{1,80}\}\}){1,4}|<%=?[^%\n]{1,80}%>|[#%@]\{[\w.[\]'"-]{1,64}\}|\(\([a-z][\w./-]{0,63}\)\))$/i;
const SIGNS = /[{}<>%#@()[\]|,;:=/"'`\s]+/;
/** A word in one of the ways programs join words; random letters change their case at every second place. */
const WORD = '(?:[A-Z]?[a-z]{1,24}(?:[A-Z][a-z]{2,24}){0,5}[A-Z]{0,3}|[A-Z]{1,24})';
/** A digit may stand before or behind an underscore: `oauth2_token`, `db_password_2`. */
const REFERENCE = new RegExp(
  String.raw`^[.$_-]{0,2}${WORD}(?:(?:\d?_{1,2}|\?\.|[.-])${WORD}){0,8}(?:_\d{1,2})?$|^[.-]$`,
);

/** Is it a template whose inside names what will stand there? */
export function isTemplate(value: string): boolean {
  if (!TEMPLATE.test(value)) return false;
  const parts = value.split(SIGNS).filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => REFERENCE.test(part));
}
