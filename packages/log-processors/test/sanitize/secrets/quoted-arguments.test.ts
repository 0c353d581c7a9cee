import { describe, it } from 'vitest';
import { expectHidden } from '../support/hidden-parts.ts';

describe('a command line whose words are quoted one by one', () => {
  it('loses the password behind its option, glued or as the next word', () => {
    for (const line of [
      'spawn ["mysql", "-u", "root", "-p⟦Kd93kfL20x⟧", "shop"]',
      "spawn ['mysql', '-u', 'root', '-p⟦Kd93kfL20x⟧', 'shop']",
      'spawn ["sshpass", "-p", "⟦Kd93kfL20x⟧", "ssh", "db1"]',
      'spawn ["sshpass","-p","⟦Kd93kfL20x⟧","ssh","db1"]',
      'spawn ["curl", "-u", "ada:⟦Kd93kfL20x⟧", "https://api.example.com"]',
      'spawn ["ldapsearch", "-w", "⟦Kd93kfL20x⟧"]',
      "spawn ['ldapsearch', '-w', '⟦Kd93kfL20x⟧']",
      'spawn ["ssh-keygen", "-N", "⟦Kd93kfL20x⟧"]',
      'spawn ["snmpwalk", "-c", "⟦Kd93kfL20x⟧", "10.0.0.5"]',
      'type=EXECVE argc=4 a0="sshpass" a1="-p" a2="⟦Kd93kfL20x⟧" a3="ssh"',
      'type=EXECVE argc=12 a8="curl" a9="-s" a10="-u" a11="ada:⟦Kd93kfL20x⟧"',
      'type=EXECVE argc=12 a8="curl" "-s" "-u" "ada:⟦Kd93kfL20x⟧"',
      'type=EXECVE a10="docker" a11="login" a12="-p" a13="⟦Kd93kfL20x⟧"',
    ])
      expectHidden(line, 'command-line-password');
  });

  it('keeps what options of whole words and other programs say', () => {
    for (const line of [
      'spawn ["mysql", "-password", "⟦Kd93kfL20x⟧"]',
      'spawn ["mysql", "-passin", "Kd93kfL20x"]',
      'spawn ["mysql", "-pass", "⟦Kd93kfL20x⟧"]',
      'spawn ["mysql", "-port", "Kd93kfL20x"]',
      'spawn ["curl", "-username", "ada:Kd93kfL20x"]',
      'spawn ["curl", "-user", "ada:Kd93kfL20x"]',
      'spawn ["curl", "-url", "ada:Kd93kfL20x"]',
      'spawn ["tar", "-p", "Kd93kfL20x"]',
      "spawn ['ldapsearch', '-w'==, 'Kd93kfL20x']",
      "spawn ['curl', '-us', 'ada:Kd93kfL20x']",
      'spawn ["tool", "-user", "a:b"]',
      'spawn ["mysql"] and ["tar"]; then "-p", "Kd93kfL20x"',
      'spawn ["sshpass", "-p", ""]',
      'spawn ["sshpass", "-p"',
    ])
      expectHidden(line, 'named-secret');
    for (const line of [
      'spawn ["mysql", "-p⟦xport⟧", "Kd93kfL20x"]',
      "spawn ['x', '-u', 'root', '-p', '⟦Kd93kfL20x⟧']",
      'spawn-["ldapsearch", "-w", "⟦Kd93kfL20x⟧"]',
      'the sshpass that the operator ran by hand on the old host some weeks ago had its argument quoted, as the history of that shell shows, and nobody has changed the script since: now it runs tool x with y "-p", "⟦Kd93kfL20x⟧"',
    ])
      expectHidden(line, 'command-line-password');
  });
});
