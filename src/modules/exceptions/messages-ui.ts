import { catalogue } from '../../kernel/messages.ts';
import { ja } from './messages-ui.ja.ts';

/** The words of the pages. */
export const t = catalogue('exceptionsUi', { ja });
