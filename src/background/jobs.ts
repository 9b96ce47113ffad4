/** Everything that runs by itself. */
import { feeJob } from "../backup/fee-job.ts";
import { fileJob } from "../backup/file-job.ts";
import { backupJob } from "../backup/job.ts";
import { restoreJob } from "../backup/restore-job.ts";
import { rotationCopiesJob } from "../backup/rotation-copies.ts";
import { rotationJob } from "../backup/rotation-job.ts";
import { trashJob } from "../backup/trash.ts";
import { exchangeJob } from "../exchange/job.ts";
import type { Job } from "../task/job.ts";
import { checkCoinsJob } from "../wallet/coins/check-coins.ts";
import { depositJob } from "../wallet/deposit/deposit-job.ts";
import { forgetExchangeJob } from "../wallet/exchanges/forget-exchanges.ts";
import { usedExchangeJob } from "../wallet/exchanges/used-exchanges.ts";
import { withdrawJob } from "../wallet/jobs.ts";
import { payDeadlineJob } from "../wallet/pay/pay-deadline.ts";
import { purchaseJob } from "../wallet/pay/purchase-job.ts";
import { recoupJob } from "../wallet/recoup/recoup-job.ts";
import { recoverMeltsJob } from "../wallet/refresh/recover-melts.ts";
import { refreshJob } from "../wallet/refresh/refresh-job.ts";
import { renewJob } from "../wallet/refresh/renew.ts";
import { tidyJob } from "../wallet/tidy/tidy-job.ts";
import { rescueJob } from "../wallet/withdraw/rescue.ts";

export const jobs: readonly Job[] = [
  usedExchangeJob,
  exchangeJob,
  forgetExchangeJob,
  rescueJob,
  withdrawJob,
  purchaseJob,
  payDeadlineJob,
  depositJob,
  renewJob,
  refreshJob,
  recoupJob,
  recoverMeltsJob,
  checkCoinsJob,
  feeJob,
  fileJob,
  restoreJob,
  backupJob,
  rotationJob,
  rotationCopiesJob,
  trashJob,
  tidyJob,
];
