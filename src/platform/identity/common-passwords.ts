/**
 * Words from which people put easy passwords together, here and abroad. A password that is nothing but these,
 * digits and keyboard runs is refused. Our own small list: it works on a closed network.
 */
export const commonWords: readonly string[] = [
  'password', 'passw0rd', 'p@ssword', 'p@ssw0rd', 'pass', 'passphrase', 'secret', 'himitsu', 'angou', 'anngou',
  'admin', 'administrator', 'root', 'user', 'guest', 'test', 'demo', 'sample', 'default', 'changeme', 'change',
  'welcome', 'letmein', 'login', 'signin', 'hello', 'konnichiwa', 'arigatou', 'sakura', 'nihon', 'nippon', 'japan',
  'tokyo', 'osaka', 'kyoto', 'fujisan', 'doraemon', 'pokemon', 'pikachu', 'naruto', 'kijun', 'security',
  'jouhou', 'system', 'server', 'network', 'master', 'superuser', 'monkey', 'dragon', 'iloveyou', 'sunshine',
  'princess', 'football', 'baseball', 'soccer', 'yakyu', 'qwerty', 'qwertyuiop', 'asdfgh', 'asdfghjkl', 'zxcvbn',
  'zxcvbnm', '1qaz2wsx', '1qaz', '2wsx', '3edc', 'qazwsx', 'qaz', 'wsx', 'edc', 'abc', 'abcd', 'abcde', 'abcdef',
  'abcdefgh', 'aiueo', 'summer', 'winter', 'spring', 'autumn', 'natsu', 'fuyu', 'haru', 'aki', 'reiwa', 'heisei',
  'showa', 'january', 'april', 'monday', 'google', 'yahoo', 'windows', 'microsoft', 'office', 'the', 'my', 'is',
  'パスワード', 'ひみつ', '秘密', '暗証番号', 'あいうえお', 'かきくけこ', '管理者',
];
