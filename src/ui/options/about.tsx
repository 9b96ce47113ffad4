/** What this is, which version, and what helps when something goes wrong. */
import { Copy } from "../components/copy.tsx";
import { Facts } from "../components/facts.tsx";
import { scrolledByKeys } from "../components/scrolled.ts";
import { Waiting } from "../components/waiting.tsx";
import { useAnswer } from "../use-answer.ts";
import { Head } from "./head.tsx";
import { usePageWords } from "./use-page-words.ts";

export function About() {
  const { t, number } = usePageWords();
  const shown = useAnswer("getAbout", {});
  const { answer } = shown;
  if (answer === undefined)
    return (
      <>
        <Head title={t.about.title} lead={t.about.lead} />
        <Waiting on={shown} />
      </>
    );
  const { version, device, entities, setAside, diagnostics } = answer;
  const entries = Object.values(entities).reduce((sum, count) => sum + count, 0);
  const technical = JSON.stringify({ version, device, entities, setAside, diagnostics }, null, 2);
  return (
    <>
      <Head title={t.about.title} lead={t.about.lead} />
      <Facts
        facts={[
          { name: t.about.version, value: version },
          { name: t.about.device, value: device, isLong: true },
          { name: t.about.entries, value: number(entries) },
          { name: t.about.setAside, value: number(setAside) },
          { name: t.about.licences, value: <a href="licences.txt">GPL-3.0-or-later</a> },
          { name: t.about.privacy, value: <a href="#privacy">{t.about.privacyShort}</a> },
        ]}
      />
      <details class="group card">
        <summary>{t.about.technical}</summary>
        <div class="stack">
          <p class="small quiet">{t.about.technicalHint}</p>
          <div>
            <Copy text={technical} />
          </div>
          <pre class="mono small" {...scrolledByKeys}>
            {technical}
          </pre>
        </div>
      </details>
    </>
  );
}
