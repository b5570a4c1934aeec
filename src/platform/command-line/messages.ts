import { catalogue } from '../../kernel/messages.ts';
import { ja } from './messages.ja.ts';

export const t = catalogue('platform.commandLine', { ja });
