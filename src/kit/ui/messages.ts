import { catalogue } from '../../kernel/messages.ts';
import { ja } from './messages.ja.ts';

/** The texts of the shared screen parts. */
export const t = catalogue('kit.ui', { ja });
