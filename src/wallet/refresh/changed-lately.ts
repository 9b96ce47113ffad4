/** What was planned and begun lately, of very many refreshes: whoever looks at every sign of life cannot read them all. */
import type { Env } from "../../env/env.ts";
import { type Refresh, refreshes } from "../../store/entities/refresh.ts";

/** What changed in the last hour is among so many rows, unless a merge has just brought more. */
const enough = 200;

/** Those that changed last, newest first; what was merely closed by clearing away is none of them. */
export const changedLately = ({ db }: Pick<Env, "db">): Promise<readonly Refresh[]> =>
  db
    .of(refreshes)
    .orderBy("seq")
    .reverse()
    .filter(({ facts }) => facts.carriedAt === undefined)
    .limit(enough)
    .toArray();
