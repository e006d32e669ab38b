import { teamsHighContrastTheme } from '@fluentui/react-components';

// The fonts of the other themes: only the colours are of Teams.
const fontFamilyBase = '"Segoe UI", -apple-system, BlinkMacSystemFont, Roboto, "Helvetica Neue", Arial, sans-serif';
export const theme = { ...teamsHighContrastTheme, fontFamilyBase };
