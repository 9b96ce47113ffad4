/** What is stored, what leaves the browser and who gets it, for everybody to read. */
import { privacy } from "../../i18n/privacy.ts";
import { Blocks } from "../components/blocks.tsx";
import { textOf } from "../terms/block.ts";
import { readMarkdown } from "../terms/markdown.ts";
import { Head } from "./head.tsx";
import { usePageWords } from "./use-page-words.ts";

export function Privacy() {
  const { t, language } = usePageWords();
  const [title, ...blocks] = readMarkdown(privacy[language]);
  return (
    <>
      <Head
        title={title?.kind === "heading" ? textOf(title.children) : ""}
        back={{ href: "#about", label: t.pages.about }}
      />
      <article class="group card reading whole">
        <Blocks blocks={blocks} />
      </article>
    </>
  );
}
