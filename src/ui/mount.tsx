/** Puts a page on the screen in the user's language. */
import { type ComponentType, render } from "preact";
import { loadWords } from "../i18n/load-words.ts";
import { Offline } from "./components/offline.tsx";
import { Outlived } from "./components/outlived.tsx";
import { noticing } from "./outlived.ts";
import { type Outside, OutsideContext } from "./outside.ts";
import { WordsContext } from "./use-words.ts";

/** Renders the page into `#app` of the shell, once its words are there; `timeZone` is the user's own unless given. */
export async function mount(Page: ComponentType, outside: Outside, timeZone?: string): Promise<void> {
  const spoken = await loadWords(outside.languages, timeZone);
  document.documentElement.lang = spoken.language;
  const app = document.getElementById("app");
  if (app === null) throw new Error("the shell of this page has no #app");
  const { ask, isOutlived } = noticing(outside.ask);
  // What the shell showed until now would stay beside a screen that has nothing in its place.
  app.replaceChildren();
  render(
    <OutsideContext.Provider value={{ ...outside, ask }}>
      <WordsContext.Provider value={spoken}>
        <Outlived isOutlived={isOutlived} />
        <Offline />
        <Page />
      </WordsContext.Provider>
    </OutsideContext.Provider>,
    app,
  );
}
