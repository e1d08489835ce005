import type { Texts } from '../text-types.ts';
import { admin } from './admin.ts';
import { entries } from './entries.ts';
import { callerPage, login } from './login.ts';
import { pluginApi } from './plugin-api.ts';
import { pluginPage } from './plugin-page.ts';

export const fr: Texts = { locale: 'fr-FR', entries, pluginApi, pluginPage, admin, login, callerPage };
