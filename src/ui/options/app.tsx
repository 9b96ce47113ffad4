/** The settings: which page, beside the list of pages. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { Brand, Icon, type IconName } from "../components/icon.tsx";
import { Loading } from "../components/note.tsx";
import { Outlived } from "../components/outlived.tsx";
import { later } from "../later.ts";
import { go, type Route, useRoute } from "../route.ts";
import { useAnswer } from "../use-answer.ts";
import { useKeptStorage } from "../use-kept-storage.ts";
import { useLentClipboard } from "../use-lent-clipboard.ts";
import { About } from "./about.tsx";
import { Backup } from "./backup.tsx";
import { Devices } from "./devices.tsx";
import { Exchange } from "./exchange.tsx";
import { ExchangeTerms } from "./exchange-terms.tsx";
import { Exchanges } from "./exchanges.tsx";
import { General } from "./general.tsx";
import { Money } from "./money.tsx";
import { Onboarding } from "./onboarding.tsx";
import type { Carried, RareName } from "./rare.tsx";
import { Service } from "./service.tsx";
import { ServicePayment } from "./service-payment.tsx";
import { ServiceTerms } from "./service-terms.tsx";
import { SkipLink } from "./skip-link.tsx";
import { usePageWords } from "./use-page-words.ts";

/** Pages that most visits do without. */
const rare = later(() => import("./rare.tsx"));

const sections = ["backup", "devices", "exchanges", "money", "restore", "general", "about"] as const;

type Section = (typeof sections)[number];

const iconOf: Readonly<Record<Section, IconName>> = {
  backup: "safe",
  devices: "laptop",
  exchanges: "bank",
  money: "sum",
  restore: "restore",
  general: "settings",
  about: "info",
};

interface Page {
  /** None for a page that is reached from elsewhere. */
  readonly section?: Section;
  readonly content: ComponentChildren;
}

/** The key of each page makes it a new one on arrival: nothing typed or shown on one page is left on the next. */
function pageOf({ name, values }: Route, carried: Carried): Page {
  const { url = "", exchange = "" } = values;
  switch (name) {
    case "service":
      return { section: "backup", content: <Service key={`service ${url}`} url={url} /> };
    case "service-terms":
      return { section: "backup", content: <ServiceTerms key={`terms ${url}`} url={url} /> };
    case "service-payment":
      return { section: "backup", content: <ServicePayment key={`payment ${url}`} url={url} /> };
    case "exchanges":
      return { section: "exchanges", content: <Exchanges key="exchanges" /> };
    case "exchange":
      return { section: "exchanges", content: <Exchange key={`exchange ${url}`} url={url} /> };
    case "terms":
      return { section: "exchanges", content: <ExchangeTerms key={`terms ${exchange}`} exchange={exchange} /> };
    default:
      return isRare(name) ? rarePage(name, carried) : plainPage(name);
  }
}

/** The pages that are loaded when they are wanted, with the section that each belongs to. */
const sectionOfRare: Readonly<Record<RareName, Section | undefined>> = {
  privacy: "about",
  proof: "backup",
  removed: "backup",
  restore: "restore",
  rotate: "devices",
  scan: undefined,
  secret: "backup",
  trust: "exchanges",
};

const isRare = (name: string): name is RareName => Object.hasOwn(sectionOfRare, name);

function rarePage(name: RareName, carried: Carried): Page {
  const section = sectionOfRare[name];
  return { ...(section && { section }), content: <Rare key={name} name={name} carried={carried} /> };
}

/** For the moment until the page is loaded it says so; or what there is to do when it cannot be. */
function Rare(props: { readonly name: RareName; readonly carried: Carried }) {
  useLayoutEffect(rare.fetch, []);
  const Shown = rare.part.value?.RarePage;
  if (Shown !== undefined) return <Shown {...props} />;
  return (
    <>
      <Outlived isOutlived={rare.isLost} />
      {!rare.isLost.value && <Loading />}
    </>
  );
}

/** A page that wants nothing but to be shown. */
function plainPage(name: string): Page {
  switch (name) {
    case "devices":
      return { section: "devices", content: <Devices key="devices" /> };
    case "money":
      return { section: "money", content: <Money key="money" /> };
    case "general":
      return { section: "general", content: <General key="general" /> };
    case "about":
      return { section: "about", content: <About key="about" /> };
    default:
      return { section: "backup", content: <Backup key="backup" /> };
  }
}

/** First what is carried, then the page that wants it. */
function bringTo(page: Section, link: string, carry: Carried["setScanned"]): void {
  carry(link);
  go(page);
}

export function App() {
  const { t } = usePageWords();
  const route = useRoute();
  useKeptStorage(useAnswer("getHome", {}).answer);
  const [scanned, setScanned] = useState("");
  const onSecret = (link: string) => bringTo("restore", link, setScanned);
  const carried = { scanned, setScanned, onSecret, clipboard: useLentClipboard() };
  if (route.name === "onboarding") return <Onboarding />;
  const { section, content } = pageOf(route, carried);
  return (
    <div class="page">
      <SkipLink />
      <nav aria-label={t.pages.label}>
        <Brand />
        <ul>
          {sections.map((name) => (
            <li key={name}>
              <a href={`#${name}`} aria-current={name === section ? "page" : undefined}>
                <Icon name={iconOf[name]} />
                {t.pages[name]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main>{content}</main>
    </div>
  );
}
