/** Adding a backup service by its address, at the end of a list of services: one looks at it first. */
import { AddRow } from "../components/add-row.tsx";
import { useOutside } from "../outside.ts";
import { go, routeTo } from "../route.ts";
import { useOpened } from "../use-opened.ts";
import { AddressForm } from "./address-form.tsx";
import { usePageWords } from "./use-page-words.ts";

export function AddService() {
  const { t } = usePageWords();
  const { ask } = useOutside();
  const form = useOpened();
  if (!form.isOpen)
    return (
      <AddRow onClick={form.open} isFocused={form.wasOpen}>
        {t.services.add}
      </AddRow>
    );
  return (
    <li>
      <AddressForm
        label={t.services.address}
        hint={t.services.addressHint}
        placeholder="backup.example.org"
        onAddress={async (url) => go(routeTo("service", { url: (await ask("lookAtProvider", { url })).url }))}
        onClose={form.close}
      />
    </li>
  );
}
