import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a value that a command puts into a vault', () => {
  it('goes behind its option', () => {
    for (const line of [
      'aws ssm put-parameter --name db --type SecureString --value ⟦Kd93kfL20x⟧',
      'aws ssm put-parameter --name db --value ⟦Kd93kfL20x⟧ --type SecureString',
      'aws ssm put-parameter --name db --type SecureString --value=⟦Kd93kfL20x⟧',
      'az keyvault secret set --vault-name kv --name db --value "⟦Kd93kfL20x⟧"',
      'gh secret set DB --body ⟦Kd93kfL20x⟧',
      'gh secret set DB --body=⟦Kd93kfL20x⟧',
      'gh secrets put DB --body ⟦Kd93kfL20x⟧',
      'tool secret create DB --value ⟦Kd93kfL20x⟧',
      'tool secret add DB --value ⟦Kd93kfL20x⟧',
      'tool secrets update DB --value ⟦Kd93kfL20x⟧',
      "aws secretsmanager create-secret --name db --value '⟦Kd93kfL20x⟧'",
      'aws ssm put-parameter --name db --type String --value Kd93kfL20x',
      'aws ssm put-parameter --name db --type String --value Kd93kfL20x; echo SecureString',
      'aws ssm get-parameter --name db --type SecureString --value Kd93kfL20x',
      'az keyvault secret set --name db; tool --value Kd93kfL20x',
      'az keyvault secret set --name db\ntool --value Kd93kfL20x',
      'az keyvault secret setting --name db --value Kd93kfL20x',
      'gh secret set DB --body secret.txt',
      'gh secret set DB --body ⟦secret.json.gz⟧',
      'gh secret set DB --body secret.yml',
      'gh secret set DB --body secret.yaml',
      'gh secret set DB --body ⟦2secret.txt⟧',
      'gh secret set DB --body $VALUE',
      'gh secret set DB --body ⟦Kd93kfL20x$⟧',
      'gh secret set DB --body -',
      'gh secret set DB; tool --body Kd93kfL20x',
      'gh secret set DB --body ⟦sec.ret.yml⟧',
      'gh secret set DB --body - --value ⟦Kd93kfL20x⟧',
      'gh secret set DB --body ****',
      'gh secret set DB --body ab',
      'gh secret set DB --body " Kd93kfL20x"',
      'tool keyvault secret set of the vault that holds the keys of all the other vaults, and of what stands in them, was told in the handbook long ago, but nobody has read that page since it was written, so it is told again here for those who have to set one by hand on the day when the usual way is closed to them: it is run --value ⟦Kd93kfL20x⟧',
    ])
      expectHidden(line, 'command-line-password');
    for (const line of ['aws secretsmanager put-secret-value --secret-id ⟦db⟧ --secret-value ⟦Kd93kfL20x⟧'])
      expectHidden(line, 'named-secret');
  });

  it('goes as a pair', () => {
    for (const line of [
      'fly secrets set DB=⟦Kd93kfL20x⟧',
      'fly secrets set DB=⟦Kd93kfL20x⟧ HMAC=\'⟦Qm7xk29z⟧\' SIGN="⟦Hy4vWq8s⟧"',
      'fly secret set -a shop --stage DB=⟦Kd93kfL20x⟧',
      'fly secrets set --app shop --detach DB=⟦Kd93kfL20x⟧',
      'fly secrets set -a=shop DB=⟦Kd93kfL20x⟧',
      'heroku secrets:set DB=⟦Kd93kfL20x⟧',
      'vault kv put secret/app hmac=⟦Kd93kfL20x⟧',
      'vault kv put -mount=secret app/db hmac=⟦Kd93kfL20x⟧\tsign=⟦Qm7xk29z⟧',
      'vault kv patch secret/app hmac=⟦Kd93kfL20x⟧',
      'vault kv put secret/app hmac=Kd93kfL2.0x sign=⟦Qm7xk29z⟧',
      'vault kv put secret/app a=⟦Kd9.3kfL20⟧ sign=⟦Qm7xk29z⟧',
      'vault kv put secret/app hmac=⟦Kd93kfL20x⟧\t\tsign=⟦Qm7xk29z⟧',
      'vault kv put secret/app hmac="⟦Kd93kfL20x⟧"sign=⟦Qm7xk29z⟧',
      'vault kv put -x secret/app hmac=⟦Kd93kfL20x⟧',
      'fly secrets set --stage -x DB=⟦Kd93kfL20x⟧',
      'tool secret put app hmac=⟦Kd93kfL20x⟧',
      'fly secrets set see DB=⟦Kd93kfL20x⟧ in the handbook',
      'fly secrets set (DB=Kd93kfL20x)',
      'fly secrets set REGION=Kd93kfL20x DB_ZONE=Kd93kfL20x TTL=Kd93kfL20x',
      'fly secrets set REGION_KEY=⟦Kd93kfL20x⟧',
      'fly secrets set DB=lagerraum',
      'fly secrets set DB=****',
      'fly secrets set DB=@file1.txt',
      'fly secrets set DB=db1.shop.example',
      'fly secrets set DB=⟦db1.exampl⟧',
      'fly secrets set DB=⟦db!1.example⟧',
      'fly secrets set DB=⟦x@db1.exe⟧',
      'fly secrets set DB=https://db1.example/x',
      'fly secrets set DB=http://db1.example/x',
      'fly secrets set DB=⟦xhttp://Kd93kfL20x⟧',
      'fly secrets set DB=/etc/Kd93kfL20x',
      'fly secrets set DB=⟦etc/Kd93kfL20x⟧',
      'fly secrets set DB=Kd93kfL20x:5432',
      'fly secrets set DB=⟦Kd93kfL20x:5432x⟧',
      'fly secrets set DB=⟦Kd93kfL20x:543210⟧',
      'fly secrets set A=⟦Kd93kfL201⟧ B=⟦Kd93kfL202⟧ C=⟦Kd93kfL203⟧ D=⟦Kd93kfL204⟧ E=⟦Kd93kfL205⟧ F=⟦Kd93kfL206⟧ G=⟦Kd93kfL207⟧ H=⟦Kd93kfL208⟧ I=⟦Kd93kfL209⟧ J=⟦Kd93kfL210⟧ K=⟦Kd93kfL211⟧ L=⟦Kd93kfL212⟧ M=⟦Kd93kfL213⟧ N=⟦Kd93kfL214⟧ O=⟦Kd93kfL215⟧ P=⟦Kd93kfL216⟧ Q=Kd93kfL217',
    ])
      expectHidden(line, 'command-line-password');
  });
});
