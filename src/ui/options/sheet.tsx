/** The recovery sheet: nothing on the screen, alone on one page of paper, black on white. */
import type { RecoverySecret } from "../../api/keeping-views.ts";
import { Brand } from "../components/icon.tsx";
import { Qr } from "../components/qr.tsx";
import { useOutside } from "../outside.ts";
import { placeOf } from "../place.ts";
import { partsOf } from "./secret-uri.tsx";
import { usePageWords } from "./use-page-words.ts";

/** The addresses of more services need the room of one of the lines to write on. */
const mostWithSecondLine = 4;

interface SheetProps {
  readonly secret: RecoverySecret;
}

export function Sheet({ secret: { uris, words, services, goodUntil } }: SheetProps) {
  const { t, date, list } = usePageWords();
  const { now } = useOutside();
  const [uri] = uris;
  const places = list(services.map(placeOf));
  return (
    <article class="sheet">
      <header>
        <Brand />
        <span>{t.sheet.what}</span>
      </header>
      <h2 class="title">{t.sheet.title}</h2>
      <p>{t.sheet.lead}</p>
      {uri !== undefined && <SheetUri uri={uri} />}
      <h3>{t.secret.words}</h3>
      <ol class="words">
        {words.map((word, index) => (
          <li key={`${index} ${word}`}>{word}</li>
        ))}
      </ol>
      <p class="fine">
        {places !== "" && t.sheet.addressHint} {t.sheet.wordsHint}
      </p>
      <h3>{t.sheet.how}</h3>
      <ol class="how">
        {t.sheet.howSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <dl>
        <dt>{t.sheet.printedOn}</dt>
        <dd>{date(now())}</dd>
        {places !== "" && (
          <>
            <dt>{t.sheet.services}</dt>
            <dd class="places">{places}</dd>
          </>
        )}
        {goodUntil !== undefined && (
          <>
            <dt>{t.sheet.goodUntil}</dt>
            <dd>
              {date(goodUntil)}, <span class="fine">{t.sheet.goodUntilHint}</span>
            </dd>
          </>
        )}
      </dl>
      <dl class="by-hand">
        <dt>{t.sheet.keptAt}</dt>
        <dd class="line" />
        {services.length <= mostWithSecondLine && (
          <>
            <dt>{t.sheet.secondAt}</dt>
            <dd class="line" />
          </>
        )}
      </dl>
    </article>
  );
}

function SheetUri({ uri }: { readonly uri: string }) {
  const { t } = usePageWords();
  const { address, groups } = partsOf(uri);
  return (
    <div class="scan">
      <Qr text={uri} label={t.secret.qr} />
      <div>
        <h3>{t.secret.uri}</h3>
        <p class="mono address">{address}</p>
        <p class="mono groups">
          {groups.map((group, index) => (
            <span key={`${index} ${group}`}>{group}</span>
          ))}
        </p>
        <p class="fine">{t.sheet.letters}</p>
      </div>
    </div>
  );
}
