import { catalogue } from '../../kernel/messages.ts';
import { ja as words } from './messages.ja.ts';
import { ja } from './messages-ui.ja.ts';

/** The texts of the pages, together with the words of the register. */
export const t = catalogue('information-ui', { ja: { ...words, ...ja } });
