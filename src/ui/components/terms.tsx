/** The text of terms of service, whatever its format, with a choice of languages. */
import { useMemo, useRef } from "preact/hooks";
import type { Tos } from "../../api/views.ts";
import { type Block, bearable } from "../terms/block.ts";
import { readHtml } from "../terms/html.ts";
import { readMarkdown } from "../terms/markdown.ts";
import { useKeptReading } from "../terms/use-kept-reading.ts";
import { useWords } from "../use-words.ts";
import { Blocks } from "./blocks.tsx";
import { Choice } from "./field.tsx";
import { scrolledByKeys } from "./scrolled.ts";

/** The formats that are shown, best first, as a page asks for them. */
export const shownFormats = ["text/markdown", "text/html", "text/plain"];

/** The blocks of a text, or undefined for a format that we do not show. */
function read({ mime, content }: Tos): readonly Block[] | undefined {
  switch (mime.split(";")[0]?.trim().toLowerCase()) {
    case "text/markdown":
      return readMarkdown(content);
    case "text/html":
      // A parsed document is inert: nothing in it runs and nothing is fetched. Only words are taken from it.
      return readHtml(new DOMParser().parseFromString(content, "text/html").body);
    case "text/plain":
      return [{ kind: "verbatim", text: content }];
    default:
      return undefined;
  }
}

interface TermsLanguageProps {
  readonly tos: Tos | undefined;
  readonly onLanguage: (tag: string) => void;
}

/** The languages there are, where there is more than one. A service may keep silent about the language of its terms. */
export function TermsLanguage({ tos, onLanguage }: TermsLanguageProps) {
  const { t, nameOfLanguage } = useWords();
  const languages = tos === undefined ? [] : [...new Set([tos.language, ...tos.altLanguages])];
  const known = languages.filter((tag) => tag !== "");
  if (tos === undefined || known.length < 2) return null;
  return (
    <Choice
      label={t.terms.language}
      isLabelSpoken
      value={tos.language}
      options={known.map((tag) => ({ value: tag, label: nameOfLanguage(tag) }))}
      onChange={onLanguage}
    />
  );
}

interface TermsProps {
  readonly tos: Tos;
  /** The language that was asked for; as long as its answer is not there, that of the text. */
  readonly wished: string;
}

export function Terms({ tos, wished }: TermsProps) {
  const { t } = useWords();
  const article = useRef<HTMLElement>(null);
  useKeptReading(article, tos);
  const blocks = useMemo(() => {
    const all = read(tos);
    return all && bearable(all);
  }, [tos]);
  return (
    <>
      <TermsNotice tos={tos} wished={wished} />
      <article
        ref={article}
        class="group card reading"
        {...scrolledByKeys}
        aria-label={t.terms.text}
        lang={tos.language || undefined}
        dir="auto"
      >
        {blocks === undefined ? <p>{t.terms.unreadable}</p> : <Blocks blocks={blocks} />}
      </article>
    </>
  );
}

/** In sight where the wish could not be granted; a change of the language is spoken. */
function TermsNotice({ tos: { language }, wished }: TermsProps) {
  const { t, nameOfLanguage } = useWords();
  const first = useRef(language);
  const hasChanged = useRef(false);
  hasChanged.current ||= language !== first.current;
  const isGranted = language === "" || primary(language) === primary(wished);
  return (
    <p class={isGranted ? "spoken" : "small quiet"} role="status">
      {!isGranted && t.terms.onlyIn(nameOfLanguage(primary(wished)), nameOfLanguage(language))}
      {isGranted && hasChanged.current && t.terms.nowIn(nameOfLanguage(language))}
    </p>
  );
}

const primary = (tag: string): string => tag.split("-")[0]?.toLowerCase() ?? tag;
