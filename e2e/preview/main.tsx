/** Shows one screen with invented answers: `popup.html?screen=home&language=de`; without a screen, a list of all. */
import { render } from "preact";
import { client, type Envelope } from "../../src/api/client.ts";
import type { PermitName } from "../../src/api/permits.ts";
import { requests } from "../../src/api/requests.ts";
import { withPages } from "../../src/i18n/page-words.ts";
import { words } from "../../src/i18n/words.ts";
import { mount } from "../../src/ui/mount.tsx";
import { App as Options } from "../../src/ui/options/app.tsx";
import type { Outside } from "../../src/ui/outside.ts";
import type { Permits } from "../../src/ui/permits.ts";
import { App as Popup } from "../../src/ui/popup/app.tsx";
import { compareScreens } from "./compare-screens.ts";
import { depositScreens } from "./deposit-screens.ts";
import { exchangeScreens } from "./exchange-screens.ts";
import { feeScreens } from "./fee-screens.ts";
import { fileScreens } from "./file-screens.ts";
import { mishapScreens } from "./mishap-screens.ts";
import { now } from "./moment.ts";
import { optionsScreens } from "./options-screens.ts";
import { payScreens } from "./pay-screens.ts";
import { popupScreens } from "./popup-screens.ts";
import { removalScreens } from "./removal-screens.ts";
import { rotationScreens } from "./rotation-screens.ts";
import type { Answers, Screen, Screens, Step } from "./screen.ts";
import { serviceScreens } from "./service-screens.ts";
import { sheetScreens } from "./sheet-screens.ts";
import { stateScreens } from "./state-screens.ts";

const screens: Screens = {
  ...popupScreens,
  ...payScreens,
  ...compareScreens,
  ...depositScreens,
  ...mishapScreens,
  ...serviceScreens,
  ...optionsScreens,
  ...fileScreens,
  ...feeScreens,
  ...removalScreens,
  ...rotationScreens,
  ...exchangeScreens,
  ...sheetScreens,
  ...stateScreens,
};

/** What was asked, for tests. */
const asked: Envelope[] = [];

declare global {
  var previewed: {
    readonly asked: readonly Envelope[];
    readonly copied: string[];
    /** Brings the connection back, or takes it away. */
    connect: (isConnected: boolean) => void;
    /** Shows the screen of another address of this page as if it had just been opened, and resolves when it is at rest. */
    readonly turnTo: (address: string) => Promise<void>;
  };
}

globalThis.previewed = { asked, copied: [], connect: () => {}, turnTo };

/** A background that knows only these answers. What it does not know it never answers. */
function answering(answers: Answers): Outside["ask"] {
  return client(async (envelope) => {
    asked.push(envelope);
    const name = envelope.ask as keyof typeof requests;
    const given = answers[name];
    const answer = typeof given === "function" ? given(envelope.input as never) : given;
    if (answer === undefined) return new Promise(() => {});
    if (typeof answer === "object" && "problem" in answer)
      return { problem: { code: answer.problem, detail: "invented" } };
    return { answer: requests[name].gets.format(answer as never) };
  });
}

/** A page on which these links stand, or one at which nobody may look. */
const looking = (links: NonNullable<Screen["onPage"]>) => () =>
  links === "forbidden" ? Promise.reject(new Error("not this page")) : Promise.resolve(links);

/** A user who has allowed this much, and allows no more. */
function permitting(allowed: readonly PermitName[]): Permits {
  return {
    has: async (name) => allowed.includes(name),
    ask: async () => false,
    leave: async () => {},
    onChange: () => () => {},
    isInPrivateWindows: async () => allowed.includes("payments"),
  };
}

const nameOf = (element: Element) => element.getAttribute("aria-label") ?? element.textContent ?? "";

/** The first thing that can be pressed whose name holds this text, once there is one. */
async function found(selector: string, name: string): Promise<HTMLElement> {
  for (let tries = 0; tries < 750; tries += 1) {
    const all = [...document.querySelectorAll<HTMLElement>(selector)];
    const exact = all.find((element) => nameOf(element).trim() === name);
    const element = exact ?? all.find((one) => nameOf(one).includes(name.trim()));
    if (element !== undefined && element.getAttribute("aria-disabled") !== "true") return element;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`nothing is called ${name}`);
}

async function perform(step: Step): Promise<void> {
  const [deed, name, text] = step;
  // A link of the same name only leads to where we are.
  if (deed === "press") return (await found("button, main label, footer label, main a, summary", name)).click();
  const label = (await found("label", name)) as HTMLLabelElement;
  const field = label.control as HTMLInputElement;
  field.value = text ?? "";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Shows the screen, does what leads to its state, and marks the document when all has come to rest. */
async function show(name: string, language: string): Promise<void> {
  const screen = screens[name];
  if (screen === undefined) return list();
  if (screen.route !== undefined && location.hash === "") history.replaceState(null, "", `#${screen.route}`);
  let isOffline = screen.isOffline === true;
  const hearers = new Set<() => void>();
  previewed.connect = (isConnected) => {
    isOffline = !isConnected;
    for (const hear of hearers) hear();
  };
  const outside: Outside = {
    ask: answering(screen.answers),
    onNews: () => () => {},
    now: () => now,
    isOnline: () => !isOffline,
    onConnection(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    languages: [language],
    openPage: (route) => location.assign(`options.html?screen=backup#${route}`),
    copy: async (text) => void previewed.copied.push(text),
    emptyClipboard: async () => void previewed.copied.push(""),
    saveFile: (name) => void previewed.copied.push(name),
    print: () => window.print(),
    reload: () => location.reload(),
    openWeb: () => {},
    openCamera: () => invitedCamera(screen.camera),
    keepStorage: async () => screen.keepsStorage !== false,
    lookOnPage: screen.onPage === undefined ? undefined : looking(screen.onPage),
    permits: permitting(screen.allows ?? []),
  };
  await mount(screen.page === "popup" ? Popup : Options, outside, "Europe/Zurich");
  for (const step of screen.steps?.(withPages(words([language])).t) ?? []) await perform(step);
  await new Promise((resolve) => setTimeout(resolve, 50));
  document.documentElement.dataset.shown = name;
}

/** A camera that sees nothing but its own desk, or none. */
async function invitedCamera(camera: Screen["camera"]): Promise<MediaStream> {
  if (camera !== "desk") throw new DOMException("invented", camera ?? "NotFoundError");
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: 640, height: 480 });
  const context = canvas.getContext("2d");
  // Whoever draws again and again makes frames.
  const draw = () => {
    context?.fillRect(0, 0, 640, 480);
    setTimeout(draw, 100);
  };
  if (context) context.fillStyle = "#b0a48e";
  draw();
  return canvas.captureStream();
}

/** Links to everything there is. */
function list(): void {
  const items = Object.entries(screens).map(([name, { page }]) => {
    const item = document.createElement("li");
    for (const language of ["en", "de"]) {
      const link = document.createElement("a");
      link.href = `${page}.html?screen=${name}&language=${language}`;
      link.textContent = `${name} (${language})`;
      link.dataset.screen = name;
      item.append(link, " ");
    }
    return item;
  });
  const all = document.createElement("ul");
  all.append(...items);
  document.title = "Every screen";
  document.getElementById("app")?.append(all);
}

/** Shows what the address names. */
function open(): Promise<void> {
  const query = new URLSearchParams(location.search);
  return show(query.get("screen") ?? "", query.get("language") ?? "en");
}

/** What was there goes away with all its state, its styles and its notes; whoever looks at everything loads far less. */
async function turnTo(address: string): Promise<void> {
  render(null, document.getElementById("app") ?? document.body);
  delete document.documentElement.dataset.shown;
  document.adoptedStyleSheets = [];
  for (const notes of [asked, previewed.copied]) notes.length = 0;
  history.replaceState(null, "", address);
  await open();
}

await open();
