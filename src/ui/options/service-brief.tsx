/** A backup service in a line: "Hafen Backup · 2.00 CHF a year · 16 MB". */
import type { Provider } from "../../api/keeping-views.ts";
import { Fee } from "./service-row.tsx";
import { usePageWords } from "./use-page-words.ts";

interface ServiceInBriefProps {
  readonly service: Provider;
}

export function ServiceInBrief({ service: { name, annualFee, storageLimit } }: ServiceInBriefProps) {
  const { t, number } = usePageWords();
  return (
    <>
      {name}
      {annualFee !== undefined && (
        <>
          {" · "}
          <Fee of={annualFee} />
        </>
      )}
      {storageLimit !== undefined && ` · ${t.services.room(number(storageLimit))}`}
    </>
  );
}
