/** Everything that runs by itself. */
import { backupJob } from "../backup/job.ts";
import { exchangeJob } from "../exchange/job.ts";
import type { Job } from "../task/job.ts";
import { depositJob } from "../wallet/deposit-job.ts";
import { withdrawJob } from "../wallet/jobs.ts";
import { purchaseJob } from "../wallet/purchase-job.ts";
import { recoupJob } from "../wallet/recoup-job.ts";
import { recoverMeltsJob } from "../wallet/recover-melts.ts";
import { refreshJob } from "../wallet/refresh-job.ts";
import { renewJob } from "../wallet/renew.ts";
import { rescueJob } from "../wallet/rescue.ts";

export const jobs: readonly Job[] = [
  exchangeJob,
  rescueJob,
  withdrawJob,
  purchaseJob,
  depositJob,
  renewJob,
  refreshJob,
  recoupJob,
  recoverMeltsJob,
  backupJob,
];
