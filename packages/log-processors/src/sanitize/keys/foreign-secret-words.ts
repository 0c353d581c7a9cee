/*
 * Names of passwords and codes in other languages than English, as people name columns, form fields and log messages in them.
 * They are compared without accents and case. The words are those that the login forms of the languages use.
 */

/** In Latin letters. */
const LATIN: readonly string[] = [
  ...[
    'mot de passe',
    'motdepasse',
    'mots de passe',
    'code secret',
    'código secreto',
    'clé api',
    'clé secrète',
    "clé d'api",
    'clé privée',
  ],
  ...['contraseña', 'contrasenya', 'contrasinal', 'clave secreta', 'clave api', 'clave privada', 'clave de acceso'],
  ...['senha', 'palavra passe', 'chave secreta', 'chave api', 'chave privada', 'chave de acesso', 'chave de api'],
  ...['parola d ordine', 'parola chiave segreta', 'chiave segreta', 'chiave api', 'chiave privata'],
  ...['passwort', 'kennwort', 'geheimwort', 'zugangscode', 'zugangsschlüssel', 'api schlüssel', 'api schluessel'],
  ...['privater schlüssel', 'geheimer schlüssel', 'wachtwoord', 'toegangscode', 'wagwoord', 'geheime sleutel'],
  ...['lösenord', 'passord', 'adgangskode', 'kodeord', 'lykilorð', 'salasana', 'tunnussana', 'parool', 'salasõna'],
  ...['slaptažodis', 'heslo', 'jelszó', 'şifre', 'lozinka', 'geslo', 'zaporka', 'fjalëkalim', 'mật khẩu', 'matkhau'],
  ...['kata sandi', 'katasandi', 'kata laluan', 'katalaluan', 'nenosiri', 'pasahitza', 'parol', 'hasło dostępu'],
];

/** In other scripts with spaces between words. */
const SPACED: readonly string[] = [
  ...['пароль', 'пароля', 'паролю', 'паролем', 'пароли', 'парола', 'лозинка', 'пароль доступа'],
  ...['كلمة المرور', 'كلمة مرور', 'كلمة السر', 'كلمه المرور', 'رمز المرور', 'رمز عبور', 'گذرواژه', 'کلمه عبور'],
  ...['סיסמה', 'סיסמא', 'κωδικός πρόσβασης', 'पासवर्ड', 'პაროლი', 'գաղտնաբառ'],
];

/** In scripts that write words without spaces, where other words may stand right before. */
const UNSPACED: readonly string[] = [
  ...[
    '密码',
    '密碼',
    '口令',
    'パスワード',
    'apiキー',
    'シークレットキー',
    '暗証番号',
    '비밀번호',
    '패스워드',
    'รหัสผ่าน',
  ],
];

/** Hold a secret whatever the value looks like. */
export const FOREIGN_SECRET_NAMES: readonly string[] = [...LATIN, ...SPACED, ...UNSPACED];

/** Are words of other meanings too; the value decides. */
export const FOREIGN_AMBIGUOUS_NAMES: readonly string[] = [
  ...['clave', 'chave', 'chiave', 'hasło', 'parola', 'parole', 'sandi', 'mdp', 'geheim', 'geheimnis', 'zugangsdaten'],
  ...['токен', 'секрет', 'κωδικός', '암호'],
];

/** Are followed by a few digits. */
export const FOREIGN_CODE_NAMES: readonly string[] = [
  ...['code de vérification', 'code de confirmation', 'código de verificación', 'código de confirmación'],
  ...[
    'código de verificação',
    'codice di verifica',
    'bestätigungscode',
    'verifizierungscode',
    'verificatiecode',
    'kod weryfikacyjny',
  ],
  ...['код подтверждения', 'пин код', 'пин', '验证码', '驗證碼', '認証コード', '確認コード', '인증번호'],
];

/** What a name may end in, with other words before it. */
export const UNSPACED_SECRET_NAMES: readonly string[] = UNSPACED;

/** `Passwort: falsch`: what forms say in a value's place. */
export const FOREIGN_REMARKS: readonly string[] = [
  ...['falsch', 'ungültig', 'erforderlich', 'fehlt', 'abgelaufen', 'geändert', 'richtig', 'pflichtfeld', 'leer'],
  ...['gültig', 'korrekt', 'gesetzt', 'unbekannt', 'sicher', 'unsicher', 'schwach', 'stark', 'gesperrt'],
  ...['notwendig', 'nötig', 'verschlüsselt', 'gespeichert', 'bekannt', 'identisch', 'gleich', 'vergessen'],
  ...['kompromittiert', 'zurückgesetzt', 'incorrecta', 'incorrecto', 'inválida', 'inválido', 'requerida'],
  ...['obligatoria', 'obligatorio', 'caducada', 'correcta', 'válida', 'vacía', 'débil', 'segura', 'necesaria'],
  ...['errónea', 'cifrada', 'diferente', 'cambiada', 'incorrect', 'incorrecte', 'invalide', 'requis'],
  ...['obligatoire', 'expiré', 'erroné', 'manquant', 'modifié', 'vide', 'valide', 'faible', 'sécurisé', 'chiffré'],
  ...['différent', 'nécessaire', 'oublié', 'compromis', 'inconnu', 'bon', 'incorreta', 'obrigatória', 'expirada'],
  ...['alterada', 'errata', 'errato', 'obbligatoria', 'scaduta', 'mancante', 'correta', 'vazia', 'fraca', 'forte'],
  ...['necessária', 'diferente', 'corretta', 'valida', 'vuota', 'debole', 'sicura', 'richiesta', 'necessaria'],
  ...['cifrata', 'cambiata', 'modificata', 'diversa', 'onjuist', 'ongeldig', 'verplicht', 'verlopen', 'fel'],
  ...['ogiltigt', 'felaktigt', 'feil', 'ugyldig', 'forkert', 'juist', 'geldig', 'leeg', 'zwak', 'sterk', 'veilig'],
  ...['vereist', 'gewijzigd', 'nodig', 'onbekend', 'versleuteld', 'väärä', 'virheellinen', 'błędne'],
  ...['nieprawidłowe', 'wymagane', 'chybné', 'neplatné', 'nesprávné', 'hibás', 'puste', 'poprawne', 'prawidłowe'],
  ...['słabe', 'silne', 'nieznane', 'zmienione', 'potrzebne', 'bezpieczne', 'érvénytelen', 'yanlış', 'hatalı'],
  ...['geçersiz', 'gerekli', 'pogrešna', 'neispravna', 'salah', 'sai', 'wajib'],
];
