/** A denomination that its exchange has revoked, while this wallet had coins of it: the exchange takes them back. */
import { hash512 } from "../../taler/crockford.ts";
import { deviceId } from "../clock.ts";
import { earliest, entity, fixed, highest, latest, type RowOf } from "../entity.ts";
import { baseUrl } from "../spelling.ts";
import { storyPlace } from "../story-place.ts";

const facts = {
  exchange: fixed(baseUrl),
  noticedAt: earliest(),
  runner: latest(deviceId),
  /** How many coins had been taken back when new ones were last made of what they brought. */
  renewed: highest(),
};

/** Keyed by the denomination's hash; which coins are taken back follows from the coins. */
export const recoups = entity(
  "recoups",
  hash512,
  facts,
  { story: ({ key, facts }) => storyPlace(facts.noticedAt, key) },
  // Counted as events of the story, all alike.
  () => "event",
);
export type Recoup = RowOf<typeof recoups>;
