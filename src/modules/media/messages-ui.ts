import { catalogue } from '../../kernel/messages.ts';
import { ja } from './messages-ui.ja.ts';

export const t = catalogue('media-ui', { ja });
