/** A line about the recovery sheet, now and then: it leads to the page that helps, and may be put off. */
import type { SheetReminder } from "../../api/views.ts";
import { IconButton } from "../components/button.tsx";
import { PageLine } from "../components/page-line.tsx";
import { useOutside } from "../outside.ts";
import { useAction } from "../use-action.ts";
import { useWords } from "../use-words.ts";

interface SheetLineProps {
  readonly reminder: SheetReminder;
}

export function SheetLine({ reminder }: SheetLineProps) {
  const { t } = useWords();
  const { ask, openPage } = useOutside();
  const hushing = useAction(() => ask("hushReminder", {}));
  const route = reminder === "again" || reminder === "notProven" ? "proof" : "secret";
  return (
    <div class="sheet-line">
      <PageLine look="plain" icon="print" route={route} onOpen={openPage}>
        {t.home.sheet[reminder]}
      </PageLine>
      <IconButton icon="close" label={t.home.sheetLater} onClick={hushing.run} />
    </div>
  );
}
