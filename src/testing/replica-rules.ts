/** The rules by which devices in memory live: the real ones, each of which a history may replace by a broken one. */
import type { Doc } from "../backup/doc.ts";
import { mergeDoc } from "../backup/merge.ts";
import { planRecord } from "../backup/record.plan.ts";
import { isRewound } from "../backup/suspicion.ts";
import { planUpload, type UploadPlan, type UploadQuestion } from "../backup/upload.plan.ts";
import type { DeviceId } from "../store/clock.ts";
import type { Enrolment } from "../store/self.ts";
import type { Changes, State } from "../store/state.ts";

/** Where a history may put a broken rule in place of a real one. */
export interface Rules {
  /** Undefined while the user is asked and has not decided; `mustDecide`: this time they do. */
  readonly merge: (
    state: State,
    doc: Doc,
    enrolment: Enrolment,
    me: DeviceId,
    mustDecide: boolean,
  ) => Changes | undefined;
  readonly plan: (question: UploadQuestion) => UploadPlan;
  readonly record: typeof planRecord;
  readonly isRewound: typeof isRewound;
  /** What becomes of a document on its way through a service. */
  readonly deliver: (doc: Doc) => Doc;
  /** What the device of this name makes of a document: an older version cannot read every row. */
  readonly read: (doc: Doc, device: string) => Doc;
}

export const realRules: Rules = {
  merge: (state, doc) => mergeDoc(state, doc).changes,
  plan: planUpload,
  record: planRecord,
  isRewound,
  deliver: (doc) => structuredClone(doc),
  read: (doc) => doc,
};
