/** How it all starts: the listeners, registered before anything is awaited, so that no event that wakes the worker is missed. */
import browser from "webextension-polyfill";
import { browserStarted } from "../backup/pace.ts";
import { alarmName, browserEnv, hasOpenPages } from "../env/browser.ts";
import type { Env } from "../env/env.ts";
import { problemOf } from "../env/problem-of.ts";
import { timer } from "../env/timer.ts";
import type { Sender } from "./caller.ts";
import { door } from "./dispatch.ts";
import { handlers } from "./handlers.ts";
import { jobs } from "./jobs.ts";
import { newLife } from "./life.ts";
import { openPage } from "./open-page.ts";
import { arrangePageScript, injectPageScript } from "./page-script.ts";
import { showPopup } from "./show-popup.ts";
import { signalOf, signalOfProblem } from "./signal.ts";
import { showToolbar } from "./toolbar.ts";
import { takeUpdate } from "./update.ts";
import { answerWatch } from "./watch-answers.ts";

const life = newLife(() => browserEnv(showPopup), jobs, timer, {
  world: show,
  failure: (error) => showToolbar(signalOfProblem(problemOf(error, "bug"))),
});
const own = { id: browser.runtime.id, origin: browser.runtime.getURL("").replace(/\/$/, "") };
const answer = door(handlers, life.world, own);

browser.runtime.onMessage.addListener((message: unknown, sender: Sender) => {
  const reply = answer(message, sender);
  // Alarms may have vanished, so every sign of life looks for work: once it is answered, since somebody waits for that.
  if (reply === undefined) void life.wake();
  return reply?.finally(() => void life.wake());
});
browser.alarms.onAlarm.addListener(({ name }) => {
  if (name === alarmName) void life.wake();
});
browser.runtime.onInstalled.addListener(() => {
  void life.wake();
  void injectPageScript();
});
browser.runtime.onStartup.addListener(() => void life.world().then(browserStarted, () => {}));
browser.runtime.onUpdateAvailable.addListener(
  () => void takeUpdate(life, hasOpenPages, () => browser.runtime.reload(), timer),
);
// A worker that is started by none of these (switched on again by the user) looks for work, too.
void life.wake();

const watchAnswers = answerWatch((link, tab) => {
  life.world().then(
    (env) => handlers.openLink(env, { link, isClicked: false }, { tab, frameId: 0 }),
    () => {},
  );
});
watchAnswers();
void arrangePageScript();
browser.permissions.onAdded.addListener(() => {
  watchAnswers();
  void arrangePageScript();
});
browser.permissions.onRemoved.addListener(() => void arrangePageScript());

let hasOpenedOnboarding = false;

/** The toolbar icon, and the page that asks for a backup service once the first money has come (seed 002). */
async function show(env: Env): Promise<void> {
  const home = await handlers.getHome(env, {}, {});
  await showToolbar(signalOf(home, env.now()));
  if (!home.asksForBackup || hasOpenedOnboarding) return;
  hasOpenedOnboarding = true;
  hasOpenedOnboarding = await openPage("options.html#onboarding");
}
