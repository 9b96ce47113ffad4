/** The first screen: what I have, whether it is safe, what I can do, what happened. */
import type { Home as HomeView } from "../../api/views.ts";
import { backupSentence } from "../backup-sentence.ts";
import { BackupLine } from "../components/backup-line.tsx";
import { Button } from "../components/button.tsx";
import { useOutside } from "../outside.ts";
import { go } from "../route.ts";
import { type Place, useKeptPlace } from "../use-kept-place.ts";
import { useWords } from "../use-words.ts";
import { Activity } from "./activity.tsx";
import { Balance } from "./balance.tsx";
import { HomeBar } from "./home-bar.tsx";
import { SheetLine } from "./sheet-line.tsx";

interface HomeProps {
  readonly home: HomeView;
  /** Where one was in it before. */
  readonly place: Place;
}

export function Home({ home, place }: HomeProps) {
  const { t } = useWords();
  const { openPage } = useOutside();
  const kept = useKeptPlace(place);
  const sentence = backupSentence(home, t);
  return (
    <>
      <HomeBar needsUser={sentence.tone === "needs"} />
      <main {...kept}>
        <Balance balances={home.balances} onOpen={openPage} />
        <BackupLine sentence={sentence} onOpen={openPage} />
        {home.sheet !== undefined && <SheetLine reminder={home.sheet} />}
        <div class="deeds">
          <Button kind="tonal" icon="send" onClick={() => go("send")}>
            {t.home.send}
          </Button>
          <Button kind="tonal" icon="receive" onClick={() => go("receive")}>
            {t.home.receive}
          </Button>
        </div>
        <Activity home={home} />
      </main>
    </>
  );
}
