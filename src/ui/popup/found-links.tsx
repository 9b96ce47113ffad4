/** What is found on the page that the user looks at: opened at once if it is one link, listed if there are several. */
import { useEffect, useState } from "preact/hooks";
import type { Recognised } from "../../api/views.ts";
import { Button } from "../components/button.tsx";
import type { IconName } from "../components/icon.tsx";
import { List, Row } from "../components/list.tsx";
import { Loading, Note } from "../components/note.tsx";
import { useOutside } from "../outside.ts";
import { placeOfLink } from "../place.ts";
import { useWords } from "../use-words.ts";
import { Screen } from "./bar.tsx";
import { type Openable, type OpenableKind, openable } from "./link-screen.ts";

interface FoundLinksProps {
  readonly back: string;
  readonly onLink: (recognised: Recognised) => void;
}

export function FoundLinks({ back, onLink }: FoundLinksProps) {
  const { t } = useWords();
  const found = useFound();
  useEffect(() => {
    const [only, other] = found === "forbidden" ? [] : (found ?? []);
    if (only !== undefined && other === undefined) onLink(only);
  }, [found]);
  return (
    <Screen title={t.look.title} back={back}>
      {found === undefined && <Loading />}
      <div role="alert">
        {found === "forbidden" && (
          <Note icon="alert">
            <p>{t.look.forbidden}</p>
          </Note>
        )}
        {found?.length === 0 && (
          <Note icon="info">
            <p>{t.look.none}</p>
          </Note>
        )}
      </div>
      {found !== undefined && found !== "forbidden" && found.length > 1 && (
        <>
          <p>{t.look.several}</p>
          <List label={t.look.title}>
            {found.map((one) => (
              <Row
                key={one.link}
                icon={iconByKind[one.kind]}
                title={placeOfLink(one.link)}
                side={<Open one={one} onLink={onLink} />}
              >
                <span class="small quiet block">{t.look.kinds[one.kind]}</span>
              </Row>
            ))}
          </List>
        </>
      )}
    </Screen>
  );
}

const iconByKind: Readonly<Record<OpenableKind, IconName>> = {
  withdraw: "bank",
  "withdraw-exchange": "bank",
  "add-exchange": "plus",
  pay: "send",
  refund: "receive",
};

interface OpenProps {
  readonly one: Openable;
  readonly onLink: (recognised: Recognised) => void;
}

function Open({ one, onLink }: OpenProps) {
  const { t } = useWords();
  return (
    <Button label={`${t.look.open}: ${placeOfLink(one.link)}`} onClick={() => onLink(one)}>
      {t.look.open}
    </Button>
  );
}

/** What is there and can be opened; secrets are left where they are. Undefined while one looks. */
function useFound(): readonly Openable[] | "forbidden" | undefined {
  const { ask, lookOnPage } = useOutside();
  const [found, setFound] = useState<readonly Openable[] | "forbidden">();
  useEffect(() => {
    const recognise = (link: string) =>
      ask("recogniseLink", { link }).then(
        (recognised) => openable({ ...recognised, link }),
        () => undefined,
      );
    // Where the popup stands over no page, there is none at which it may look.
    const looking = lookOnPage?.() ?? Promise.reject(new Error("no page"));
    void looking
      .then((links) => Promise.all(links.map(recognise)))
      .then(
        (all) => setFound(all.filter((one) => one !== undefined)),
        () => setFound("forbidden"),
      );
  }, []);
  return found;
}
