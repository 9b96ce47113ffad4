/** The line above every page that says that there is no connection, and that nothing is wrong because of it. */
import { useOnline } from "../use-online.ts";
import { useWords } from "../use-words.ts";
import { Icon } from "./icon.tsx";

/** The place for it stays in the page, so that screen readers notice when it comes and goes. */
export function Offline() {
  const { t } = useWords();
  const isOnline = useOnline();
  return (
    <div role="status">
      {!isOnline && (
        <p class="offline small">
          <Icon name="offline" />
          <span>
            <b>{t.offline.line}</b> {t.offline.lineNext}
          </span>
        </p>
      )}
    </div>
  );
}
