/** Switching the backup of this device off and on; what is off stays off until the user wants it otherwise. */
import type { KeptCopies } from "../api/keeping-views.ts";
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { adopt } from "../store/adopt.ts";
import { switchedOn } from "../store/pace.ts";
import type { Enrolment, Self } from "../store/self.ts";
import { emptyCopy } from "./empty-copy.ts";
import { newEnrolment } from "./providers.ts";

/**
 * From now on no service is contacted. Who `empties` contacts each once more, to overwrite its copy; resolves to those
 * that still hold one, with the reason. Asked once more, only those are contacted that have not been overwritten.
 */
export async function switchBackupOff(env: Env, { empties }: { readonly empties: boolean }): Promise<KeptCopies> {
  const now = env.now();
  await adopt(env.db, { now, scope: "tombstones" }, ({ self, enrolments }) => ({
    // Whoever switches it off has decided: nobody asks for a service any more.
    self: {
      pace: { ...self.pace, offSince: self.pace?.offSince ?? now },
      declinedBackupAt: self.declinedBackupAt ?? now,
    },
    enrolments: enrolments.map((one) => ({ ...one, isOff: true })),
    result: undefined,
  }));
  if (!empties) return { kept: [] };
  const full = (await env.db.enrolments.toArray()).filter(({ emptiedAt }) => emptiedAt === undefined);
  const kept = await Promise.all(full.map(({ url }) => keptAt(env, url)));
  return { kept: kept.flat() };
}

/** Why the service still holds its copy; nothing when it does not. */
async function keptAt(env: Env, url: string): Promise<KeptCopies["kept"]> {
  try {
    await emptyCopy(env, url);
    return [];
  } catch (error) {
    if (!(error instanceof WalletError)) throw error;
    return [{ url, trouble: { code: error.problem.code } }];
  }
}

/** Every service is looked at at once; one whose copy was overwritten gets everything anew. */
export async function switchBackupOn(env: Env): Promise<void> {
  await adopt(env.db, { now: env.now(), scope: "tombstones" }, ({ self, enrolments }) => ({
    self: { pace: switchedOn(self.pace) },
    enrolments: enrolments.map((one) => resumed(one, self)),
    result: undefined,
  }));
}

function resumed({ isOff: _, emptiedAt, ...one }: Enrolment, { root }: Self): Enrolment {
  return emptiedAt === undefined || one.root !== root ? { ...one, lookAt: 0 } : newEnrolment(one.url, root);
}
