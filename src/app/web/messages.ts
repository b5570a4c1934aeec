import { catalogue } from '../../kernel/messages.ts';
import { ja } from './messages.ja.ts';

/** The texts of the web shell. */
export const t = catalogue('app.web', { ja });
