import { HostConfig } from 'adaptivecards';

const fonts = '"Segoe UI", -apple-system, BlinkMacSystemFont, Roboto, "Helvetica Neue", Arial, sans-serif';

interface Palette {
  text: string;
  subtle: string;
  accent: string;
  good: string;
  warning: string;
  attention: string;
  background: string;
  emphasis: string;
  line: string;
}

const light: Palette = {
  text: '#242424',
  subtle: '#616161',
  accent: '#5b5fc7',
  good: '#0e700e',
  warning: '#835b00',
  attention: '#b10e1c',
  background: '#ffffff',
  emphasis: '#f5f5f5',
  line: '#e0e0e0',
};
const dark: Palette = {
  text: '#ffffff',
  subtle: '#adadad',
  accent: '#a6a7dc',
  good: '#9ad29a',
  warning: '#fddb85',
  attention: '#eeacb2',
  background: '#292929',
  emphasis: '#333333',
  line: '#525252',
};

/** Teams' spacing, type and colours for Adaptive Cards. https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/design-effective-cards */
export function teamsHostConfig(isDark: boolean): HostConfig {
  const p = isDark ? dark : light;
  const color = (value: string) => ({ default: value, subtle: value });
  const foregroundColors = {
    default: { default: p.text, subtle: p.subtle },
    dark: color('#242424'),
    light: color('#ffffff'),
    accent: color(p.accent),
    good: color(p.good),
    warning: color(p.warning),
    attention: color(p.attention),
  };
  const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors });
  return new HostConfig({
    fontTypes: {
      default: {
        fontFamily: fonts,
        fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
        fontWeights: { lighter: 300, default: 400, bolder: 600 },
      },
      monospace: {
        fontFamily: 'Consolas, Menlo, "Liberation Mono", monospace',
        fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
        fontWeights: { lighter: 300, default: 400, bolder: 600 },
      },
    },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: p.line },
    imageSizes: { small: 32, medium: 52, large: 100 },
    containerStyles: {
      default: style(p.background),
      emphasis: style(p.emphasis),
      accent: style(isDark ? '#2f2f4a' : '#e8ebfa'),
      good: style(isDark ? '#143314' : '#e7f2da'),
      warning: style(isDark ? '#463100' : '#fbf6d9'),
      attention: style(isDark ? '#471116' : '#fcf4f6'),
    },
    actions: {
      maxActions: 6,
      spacing: 'medium',
      // The gap of the card's styles: the library's spacers would begin the next line where buttons wrap.
      buttonSpacing: 0,
      showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      iconPlacement: 'leftOfTitle',
      allowTitleToWrap: true,
      iconSize: 16,
    },
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
        optionalInputs: { weight: 'bolder' },
      },
      errorMessage: { color: 'attention', size: 'small', weight: 'default' },
    },
    factSet: {
      title: { color: 'default', size: 'default', isSubtle: false, weight: 'bolder', wrap: true, maxWidth: 150 },
      value: { color: 'default', size: 'default', isSubtle: false, weight: 'default', wrap: true },
      spacing: 16,
    },
    textStyles: {
      heading: { size: 'large', weight: 'bolder', color: 'default', isSubtle: false, fontType: 'default' },
      columnHeader: { size: 'default', weight: 'bolder', color: 'default', isSubtle: false, fontType: 'default' },
    },
    // A message is an article of its own: its card's headings come under the conversation's.
    textBlock: { headingLevel: 3 },
    adaptiveCard: { allowCustomStyle: false },
    supportsInteractivity: true,
  });
}
