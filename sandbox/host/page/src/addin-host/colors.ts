import type { Theme } from '../../../office/protocol.ts';

/** Outlook's own greys: https://learn.microsoft.com/javascript/api/office/office.officetheme */
const dark: Theme = {
  bodyBackgroundColor: '#212121',
  bodyForegroundColor: '#FFFFFF',
  controlBackgroundColor: '#333333',
  controlForegroundColor: '#FFFFFF',
};
const light: Theme = {
  bodyBackgroundColor: '#FFFFFF',
  bodyForegroundColor: '#242424',
  controlBackgroundColor: '#F5F5F5',
  controlForegroundColor: '#242424',
};

/** The same object for the same theme, so that it changes when the theme does. */
export const colorsFor = (isDark: boolean): Theme => (isDark ? dark : light);
