/** What a withdrawal waits for that waits for a backup. */
import type { Transaction } from "../api/views.ts";

type Held = NonNullable<Transaction["held"]>;
type AboutFee = Exclude<Held["why"], "choice" | "upload">;

/** The backup service wants its fee first: whether this money can pay it or not, the user has to do something. */
export const isAboutFee = (held: Held): held is Held & { readonly why: AboutFee } =>
  held.why !== "choice" && held.why !== "upload";
