import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components';
import { WeatherMoonRegular, WeatherSunnyRegular } from '@fluentui/react-icons';
import { ClockMenu } from './clock-menu.tsx';
import { PersonMenu } from './person-menu.tsx';
import { useChooseTheme, useIsDark } from './theme.tsx';
import { narrow } from './use-narrow.ts';

const useStyles = makeStyles({
  bar: {
    gridArea: 'bar',
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    minHeight: '48px',
    padding: '0 12px 0 18px',
    [narrow]: { padding: '0 8px 0 12px' },
  },
  brand: { display: 'flex', alignItems: 'center', gap: '10px', marginRight: 'auto', minWidth: 0 },
  name: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold, whiteSpace: 'nowrap' },
  where: {
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    whiteSpace: 'nowrap',
    [narrow]: { display: 'none' },
  },
});

export function TopBar() {
  const styles = useStyles();
  const isDark = useIsDark();
  const choose = useChooseTheme();
  const label = isDark ? 'Use the light theme' : 'Use the dark theme';
  return (
    <header className={styles.bar}>
      <div className={styles.brand}>
        <img src="/icon.svg" alt="" width={24} height={24} />
        <h1 className={styles.name}>Aide</h1>
        <span className={styles.where}>Contoso sandbox</span>
      </div>
      <ClockMenu />
      <Tooltip content={label} relationship="label">
        <Button
          appearance="subtle"
          icon={isDark ? <WeatherSunnyRegular /> : <WeatherMoonRegular />}
          onClick={() => choose(isDark ? 'light' : 'dark')}
        />
      </Tooltip>
      <PersonMenu />
    </header>
  );
}
