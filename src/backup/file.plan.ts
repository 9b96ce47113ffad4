/** The document in a file: made of all this device holds, and merged like one that lies at no service; pure. */
import { WalletError } from "../api/problems.ts";
import type { Adoption, AdoptSight } from "../store/adopt.ts";
import { isUsedBy, type Provider, providers } from "../store/entities/provider.ts";
import type { Self } from "../store/self.ts";
import type { State } from "../store/state.ts";
import { Draft } from "./cycle.plan.ts";
import type { Doc } from "./doc.ts";
import { mergeDoc } from "./merge.ts";
import { isArriving } from "./newcomers.plan.ts";
import { mostForgotten } from "./removal.plan.ts";
import type { Dice } from "./served.ts";
import { isRewound } from "./suspicion.ts";
import { planUpload } from "./upload.plan.ts";

/** All that this device holds. Nobody is connected to a file: it has no clocks, so it collects no deletion. */
export function fileDoc(state: State, { device, root }: Pick<Self, "device" | "root">, now: number): Doc {
  const question = { state, enrolment: { revision: 0 }, me: device, wallet: root, now, retire: [device] };
  const plan = planUpload(question);
  if (!plan.isDue) throw new Error("a first document that nobody needs");
  return plan.doc;
}

/** What chance gives beyond the dice of a sync; from 0 to just below 1. */
export interface FileDice extends Dice {
  readonly luck: number;
}

/**
 * Merges the document of a file, however old it is, for one transaction. The result tells whether it was merged: not when
 * another root was adopted meanwhile. Throws `massDeletion` when it would take many rows that live here.
 */
export function planFileMerge(doc: Doc, dice: FileDice) {
  return ({ state, self, enrolments }: AdoptSight): Adoption<boolean> => {
    if (self.root !== doc.wallet) return { result: false };
    const forgotten = mergeDoc(state, doc).removed.filter(({ isForgotten }) => isForgotten).length;
    if (forgotten > mostForgotten) throw new WalletError("massDeletion", `${forgotten} rows`);
    const draft = new Draft(state, self, enrolments);
    // What this disk never told stands in a file of its own: it was put back from an older copy.
    const asking = { url: "", hash: "", now: dice.now };
    const asks = isRewound(doc, self.device, self.offered)
      ? draft.meetOwnFuture(doc, self.accepted ?? 0, asking, dice)
      : draft.meet(doc, true, asking);
    // Nobody waits for a file: what would take much is refused, and can be read again.
    if (asks) throw new WalletError("massDeletion");
    if (!isArriving(self, undefined, dice.now)) draft.noteNewcomers(dice.now);
    if (draft.mustClaim()) {
      if (enrolments.length === 0 && isWithoutServices(draft.state, self.root)) draft.draw(dice, dice.luck);
      else draft.claim(dice);
    }
    return { ...draft.met(), result: true };
  };
}

/** Then nobody will ever tell which slots other devices have taken since. */
const isWithoutServices = ({ sets }: State, root: string): boolean =>
  ![...(sets.get(providers.name)?.rows.values() ?? [])].some((row) => isUsedBy(row as unknown as Provider, root));
