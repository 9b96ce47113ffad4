/** The top of the first screen: the name, and the ways to the backup and the settings, which work whatever else does not. */
import { IconButton } from "../components/button.tsx";
import { Brand } from "../components/icon.tsx";
import { PageTitle } from "../components/page-title.tsx";
import { useOutside } from "../outside.ts";
import { useWords } from "../use-words.ts";

interface HomeBarProps {
  /** The backup wants something; the sentence below the balance says what. */
  readonly needsUser: boolean;
}

export function HomeBar({ needsUser }: HomeBarProps) {
  const { t } = useWords();
  const { openPage } = useOutside();
  return (
    <header>
      <PageTitle windowTitle={t.home.balance}>
        <Brand />
      </PageTitle>
      <span class="push">
        <IconButton
          icon={needsUser ? "unsafe" : "safe"}
          hasDot={needsUser}
          label={t.home.backup}
          onClick={() => openPage("backup")}
        />
        <IconButton icon="settings" label={t.home.settings} onClick={() => openPage("general")} />
      </span>
    </header>
  );
}
