/*
 * Words by which people tell each other a password, in the languages of `foreign-secret-words.ts`. Plain strings, so that the letters of
 * all scripts are written as themselves.
 */

const words = (...lists: readonly string[]): readonly string[] => lists.flatMap((list) => list.split(' '));

/** What calls attention, as the keyword table spells it; `ль` stands for two letters of any other script, see detect/symbols.ts. */
export const WORDS_FOR_PASSWORD: readonly string[] = [
  ...words(
    'password passwd passphrase passwort kennwort wlan-schl contrase contrasi senha palavra-passe parola parole',
  ),
  ...words('wachtwoord haslo hasla haslem heslo hesla heslem parool salasana jelszo jelszav sifre losenord passord'),
  ...words('adgangskode kodeord lozinka geslo parol passcode mdp: mdp= clave: ль'),
  ...['de passe', 'mdp ', 'clave ', 'palavra passe', 'pwd ', 'pw ', 'pass ', 'psk '],
];

/** In other scripts than Latin. */
export const WORDS_OF_SCRIPTS: readonly string[] = words(
  'пароль пароля паролю паролі пароле паролем пароли парола гасло лозинка סיסמה',
  '密码 密碼 口令 パスワード 暗証番号 비밀번호 패스워드 암호',
);

/** `now`, between `is` and what it is. */
export const ADVERBS: readonly string[] = words(
  'now currently jetzt nun neu maintenant désormais ahora agora adesso ora nu teraz teď nyní сейчас теперь тепер',
  'şimdi artık still simply just',
);

/** `is`. */
export const COPULAS: readonly string[] = [
  ...words('is was are ist war lautet heißt est sera es será é è sarà jest to je bude är er on olan це это 设为 为 是'),
  ...['will be', 'would be', "c'est", 'c’est'],
];

/** `changed` and `to`: what it was made. */
export const CHANGED: readonly string[] = words(
  'set changed reset updated rotated switched cambiada cambiado alterada mudada cambiata modificata impostata změněno',
  'nastaveno zmieniono ustawiono geändert gesetzt ersetzt changé réinitialisé gewijzigd ingesteld ändrats изменён',
  'изменен сменён сменен змінено',
);
export const INTO: readonly string[] = words('to a para in su na auf durch en à naar till til на');

/** Prepositions and shortened verbs, behind which other things stand as often. */
export const LEANING: readonly string[] = words('e as als como comme come jako olarak on');

/** What Japanese, Korean and Chinese put between a name and what it is. */
export const PARTICLES = 'はを는은가이为是為改成';

/** An account, whose password follows. */
export const ACCOUNTS: readonly string[] = words(
  'login user username account acct usr id ID benutzer benutzername nutzer konto utilisateur identifiant compte usuario',
  'cuenta usuário conta utente gebruiker użytkownik uživatel kullanıcı användare логин логін пользователь користувач',
  '账号 帐号 用户 用户名 ユーザ ユーザー 아이디',
).concat('log in as', 'login as', 'sign in as', 'connect as', 'logged in as');
export const AND: readonly string[] = words('and with und mit et y e i a en och og ve и та');

/** Behind these a sign or `is` tells something else about a password. */
export const OF_OTHERS: readonly string[] = words(
  'name by from at in path date version role ticket policy hash algorithm type id error status reason result code line',
  'etag md5 sha1 sha256 sha512 checksum digest fingerprint commit revision',
  'module plugin method field minimum maximum length age expires expiry expiration manager link url page form reset set',
  'changed updated rotation strength encoder provider store history',
);
/** Behind these a sign tells of whom or where. */
export const OF_WHOM: readonly string[] = words(
  'user username users account host hostname email e-mail mail login for ip server file benutzer nutzer konto für von',
  'utilisateur compte pour usuario cuenta usuário conta utente para gebruiker użytkownika uživatele пользователя для',
);

/** A password that stands before its name: what joins them, as the keyword table spells it. */
export const TOLD_FIRST: readonly string[] = [
  ...[' is the ', ' is my ', ' is your ', ' is our ', ' as password', ' as the ', ' as my ', ' as a password'],
  ...[' ist das ', ' ist dein ', ' ist ihr ', ' als passwort', ' als kennwort', ' est le ', ' est ton ', ' comme mot '],
  ...[' es la ', ' como contrase', ' como senha', ' e a senha', ' e a nova ', ' e la ', ' come password'],
  ...[' als wachtwoord', ' is het ', ' jako has', ' jako hes', ' to nowe ', ' ar det nya '],
];

export const POSSESSIVES: readonly string[] = words(
  'the my our your a das dein ihr unser mein le ton votre mon la tu su mi sua minha tua het jouw twoje twoja det ditt',
);
export const NEW_OR_OLD: readonly string[] = words(
  'new old current temporary temp initial default neue aktuelle nouveau nueva nova nuova nieuwe nowe nové nya',
);
export const PASSWORDS_TOLD_FIRST: readonly string[] = [
  ...words('password passwd passphrase passwort kennwort contraseña senha wachtwoord hasło heslo lösenord'),
  ...words('login logon creds credentials zugang zugangsdaten accesso acceso'),
  ...['mot de passe', 'access token', 'api token', 'auth token', 'api key', 'client secret'],
];
