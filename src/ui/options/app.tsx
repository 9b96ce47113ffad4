/** The settings: which page, beside the list of pages. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Brand, Icon, type IconName } from "../components/icon.tsx";
import type { LentClipboard } from "../lent-clipboard.ts";
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
import { Privacy } from "./privacy.tsx";
import { Proof } from "./proof.tsx";
import { RemovedThings } from "./removals.tsx";
import { Restore } from "./restore.tsx";
import { Rotate } from "./rotate.tsx";
import { Scan } from "./scan.tsx";
import { Secret } from "./secret.tsx";
import { Service } from "./service.tsx";
import { ServicePayment } from "./service-payment.tsx";
import { ServiceTerms } from "./service-terms.tsx";
import { SkipLink } from "./skip-link.tsx";
import { Trust } from "./trust.tsx";
import { usePageWords } from "./use-page-words.ts";

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

/** What goes from one page to another in memory, since an address is no place for a secret. */
interface Carried {
  readonly scanned: string;
  readonly setScanned: (secret: string) => void;
  readonly clipboard: LentClipboard;
}

/** The key of each page makes it a new one on arrival: nothing typed or shown on one page is left on the next. */
function pageOf({ name, values }: Route, { scanned, setScanned, clipboard }: Carried): Page {
  const { url = "", exchange = "" } = values;
  switch (name) {
    case "service":
      return { section: "backup", content: <Service key={`service ${url}`} url={url} /> };
    case "service-terms":
      return { section: "backup", content: <ServiceTerms key={`terms ${url}`} url={url} /> };
    case "service-payment":
      return { section: "backup", content: <ServicePayment key={`payment ${url}`} url={url} /> };
    case "secret":
      return { section: "backup", content: <Secret key="secret" clipboard={clipboard} /> };
    case "restore":
      return {
        section: "restore",
        content: <Restore key="restore" scanned={scanned} onTaken={() => setScanned("")} />,
      };
    case "scan":
      return { content: <Scan key="scan" onSecret={(link) => bringTo("restore", link, setScanned)} /> };
    case "exchanges":
      return { section: "exchanges", content: <Exchanges key="exchanges" /> };
    case "exchange":
      return { section: "exchanges", content: <Exchange key={`exchange ${url}`} url={url} /> };
    case "terms":
      return { section: "exchanges", content: <ExchangeTerms key={`terms ${exchange}`} exchange={exchange} /> };
    default:
      return plainPage(name);
  }
}

/** A page that wants nothing but to be shown. */
function plainPage(name: string): Page {
  switch (name) {
    case "proof":
      return { section: "backup", content: <Proof key="proof" /> };
    case "removed":
      return { section: "backup", content: <RemovedThings key="removed" /> };
    case "devices":
      return { section: "devices", content: <Devices key="devices" /> };
    case "rotate":
      return { section: "devices", content: <Rotate key="rotate" /> };
    case "trust":
      return { section: "exchanges", content: <Trust key="trust" /> };
    case "money":
      return { section: "money", content: <Money key="money" /> };
    case "general":
      return { section: "general", content: <General key="general" /> };
    case "about":
      return { section: "about", content: <About key="about" /> };
    case "privacy":
      return { section: "about", content: <Privacy key="privacy" /> };
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
  const clipboard = useLentClipboard();
  if (route.name === "onboarding") return <Onboarding />;
  const { section, content } = pageOf(route, { scanned, setScanned, clipboard });
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
