import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Message } from '../../../../teams/protocol.ts';
import { useSession } from '../session/session.tsx';
import { runSimpleAction, type SimpleAction } from './card-actions.ts';
import { safeUrl } from './popup.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    maxWidth: '480px',
    boxSizing: 'border-box',
    padding: '16px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow2,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  image: { maxWidth: '100%', borderRadius: tokens.borderRadiusMedium },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

interface Hero {
  title?: string;
  subtitle?: string;
  text?: string;
  images?: { url: string; alt?: string }[];
  buttons?: (SimpleAction & { title: string })[];
}

/** Hero and thumbnail cards. https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference#hero-card */
export function HeroCard({ message, content }: { message: Message; content: unknown }) {
  const { chat } = useSession();
  const styles = useStyles();
  const card = (content ?? {}) as Hero;
  return (
    <div className={styles.card}>
      {card.images?.map((image) => (
        <img key={image.url} className={styles.image} src={safeUrl(image.url)} alt={image.alt ?? ''} />
      ))}
      {card.title && <h3 className={styles.title}>{card.title}</h3>}
      {card.subtitle && <p className={styles.text}>{card.subtitle}</p>}
      {card.text && <p className={styles.text}>{card.text}</p>}
      {card.buttons && (
        <div className={styles.buttons}>
          {card.buttons.map((button) => (
            <Button
              key={`${button.type} ${button.title}`}
              onClick={() => void runSimpleAction(chat, message.conversationId, button, message.id)}
            >
              {button.title}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
