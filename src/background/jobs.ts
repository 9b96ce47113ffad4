/** Everything that runs by itself. */
import { backupJob } from "../backup/job.ts";
import { exchangeJob } from "../exchange/job.ts";
import type { Job } from "../task/job.ts";
import { withdrawJob } from "../wallet/jobs.ts";
import { rescueJob } from "../wallet/rescue.ts";

export const jobs: readonly Job[] = [exchangeJob, rescueJob, withdrawJob, backupJob];
