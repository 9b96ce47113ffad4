/** The answers: one line per question of the table, calling the verbs. */
import { listDevices, renameDevice } from "../backup/device-list.ts";
import { recogniseDevice } from "../backup/device-news.ts";
import { acceptServicePayment, lookAtServicePayment } from "../backup/fee-order.ts";
import { mergeFile } from "../backup/file.ts";
import { beginSaving, savedFile, savedPiece, takenFile, takePiece } from "../backup/file-transfer.ts";
import { removeProvider } from "../backup/leave.ts";
import { declineBackup, seenOnboarding } from "../backup/onboarding.ts";
import { askedToBackUp, backupSettings, setBackupSettings } from "../backup/pace.ts";
import { addProvider, getProviderTos, listProviders, lookAtProvider } from "../backup/providers.ts";
import { readRecoveryText } from "../backup/recovery-code.ts";
import { decideRemovals, removals } from "../backup/removals.ts";
import { restore } from "../backup/restore.ts";
import { restoreProgress } from "../backup/restore-progress.ts";
import { rejoin, retireDevice } from "../backup/retire.ts";
import { rotateSecret } from "../backup/rotation.ts";
import { rotationView } from "../backup/rotation-view.ts";
import { hushReminder, markSecretKept, noteShown, secretKept } from "../backup/secret-kept.ts";
import { recoverySecretPage } from "../backup/secret-page.ts";
import { askForWords, proveSecret } from "../backup/secret-proof.ts";
import { acknowledgeSuspicion } from "../backup/service-state.ts";
import { switchBackupOff, switchBackupOn } from "../backup/switch.ts";
import { bringBack, removeForEver } from "../backup/trash.ts";
import { listExchanges, viewExchange } from "../exchange/list.ts";
import { addExchange, resumeExchange, suspendExchange } from "../exchange/manage.ts";
import { acceptExchangeTos, getExchangeTos } from "../exchange/terms.ts";
import { distrustAuditor, distrustExchangeKey, listTrust, trustAuditor, trustExchangeKey } from "../exchange/trust.ts";
import { booksView } from "../wallet/books/books.ts";
import { compareExchanges } from "../wallet/compare/compare.ts";
import { acceptDeposit } from "../wallet/deposit/accept-deposit.ts";
import { lookAtDeposit } from "../wallet/deposit/look-deposit.ts";
import { deleteExchange } from "../wallet/exchanges/delete-exchange.ts";
import { getExchangeResources } from "../wallet/exchanges/resources.ts";
import { openQuestion } from "../wallet/open-question.ts";
import { acceptPayment, declinePayment } from "../wallet/pay/accept-payment.ts";
import { lookAtPayment } from "../wallet/pay/look-payment.ts";
import { fetchRefund, showReceipt } from "../wallet/pay/receipt.ts";
import { pursesView } from "../wallet/story/balances.ts";
import { searchTransactions } from "../wallet/story/search.ts";
import { getTransaction } from "../wallet/story/story.ts";
import { abortTransaction, continueWithoutBackup, takeOverTransaction } from "../wallet/story/transaction-deeds.ts";
import { historySettings, setHistorySettings } from "../wallet/tidy/history.ts";
import { acceptWithdrawal } from "../wallet/withdraw/accept.ts";
import { lookAtWithdrawal } from "../wallet/withdraw/look.ts";
import { about } from "./about.ts";
import type { Handlers } from "./dispatch.ts";
import { home } from "./home.ts";
import { recognised } from "./recognise-link.ts";
import { WaitingLink } from "./waiting-link.ts";

const done = { done: true } as const;

const waiting = new WaitingLink();

export const handlers: Handlers = {
  getHome: home,
  recogniseLink: async (_, { link }) => recognised(link),
  listTransactions: searchTransactions,
  listPurses: pursesView,
  checkBooks: booksView,
  openLink: async (env, handed, from) => {
    // Scripts stay in open pages when the user has taken the permission back, but they are not listened to.
    if (from.url?.startsWith("http") && !(await env.mayFindLinks())) return done;
    // Whoever is deciding something is neither interrupted now nor surprised later.
    if (!handed.isClicked && (await env.isPopupOpen())) return done;
    if (waiting.offerFromWeb(handed, from, env.now())) await env.showPopup("link", from.tab?.windowId);
    return done;
  },
  offerLink: async (env, { link }, { tab }) => {
    waiting.offer(link, env.now());
    await env.showPopup("link", tab?.windowId);
    return done;
  },
  takeLink: async (env) => waiting.take(env.now()),

  lookAtWithdrawal,
  compareExchanges,
  acceptWithdrawal: async (env, wish) => ({ id: await acceptWithdrawal(env, wish) }),
  lookAtPayment,
  acceptPayment: async (env, { id }) => ({ id: await acceptPayment(env, id) }),
  declinePayment: (env, { id }) => declinePayment(env, id).then(() => done),
  showReceipt: (env, { id, link }) => showReceipt(env, id, link).then(() => done),
  fetchRefund: async (env, { link }) => ({ id: await fetchRefund(env, link) }),
  lookAtDeposit,
  acceptDeposit: async (env, wish) => ({ id: await acceptDeposit(env, wish) }),
  getTransaction: (env, { id }) => getTransaction(env, id),
  abortTransaction: (env, { id }) => abortTransaction(env, id).then(() => done),
  takeOverTransaction: (env, { id }) => takeOverTransaction(env, id).then(() => done),
  openQuestion: (env, { id }) => openQuestion(env, id),
  continueWithoutBackup: (env, { id }) => continueWithoutBackup(env, id).then(() => done),

  listExchanges,
  addExchange: async (env, { exchangeUrl }) => viewExchange(env, (await addExchange(env, exchangeUrl)).key),
  checkExchange: async (env, { exchangeUrl }) => viewExchange(env, (await addExchange(env, exchangeUrl)).key),
  suspendExchange: (env, { exchangeUrl }) => suspendExchange(env, exchangeUrl).then(() => done),
  resumeExchange: (env, { exchangeUrl }) => resumeExchange(env, exchangeUrl).then(() => done),
  getExchangeTos: (env, { exchangeUrl, ...wish }) => getExchangeTos(env, exchangeUrl, wish),
  getExchangeResources: (env, { exchangeUrl }) => getExchangeResources(env, exchangeUrl),
  deleteExchange: (env, wish) => deleteExchange(env, wish).then(() => done),
  acceptExchangeTos: (env, { exchangeUrl, version }) => acceptExchangeTos(env, exchangeUrl, version).then(() => done),

  listTrust,
  trustExchangeKey: (env, wish) => trustExchangeKey(env, wish).then(() => done),
  distrustExchangeKey: (env, { key }) => distrustExchangeKey(env, key).then(() => done),
  trustAuditor: (env, wish) => trustAuditor(env, wish).then(() => done),
  distrustAuditor: (env, auditor) => distrustAuditor(env, auditor).then(() => done),

  listProviders,
  lookAtProvider: (env, { url }) => lookAtProvider(env, url),
  getProviderTos: (env, { url, ...wish }) => getProviderTos(env, url, wish),
  addProvider: (env, { url, tosVersion }) => addProvider(env, url, tosVersion).then(() => done),
  removeProvider: (env, { url, empties }) => removeProvider(env, url, empties).then(() => done),
  lookAtServicePayment,
  acceptServicePayment: async (env, wish) => ({ id: await acceptServicePayment(env, wish) }),
  acknowledgeSuspicion: (env, { url, at }) => acknowledgeSuspicion(env, url, at).then(() => done),
  backup: (env) => askedToBackUp(env).then(() => done),
  getBackupSettings: backupSettings,
  getHistorySettings: historySettings,
  setHistorySettings: (env, wish) => setHistorySettings(env, wish).then(() => done),
  setBackupSettings: (env, wish) => setBackupSettings(env, wish).then(() => done),
  switchBackupOff,
  switchBackupOn: (env) => switchBackupOn(env).then(() => done),
  declineBackup: (env) => declineBackup(env).then(() => done),
  seenOnboarding: (env) => seenOnboarding(env).then(() => done),

  getRemovals: removals,
  decideRemovals: (env, wish) => decideRemovals(env, wish).then(() => done),
  bringBack: (env, { id }) => bringBack(env, id).then(() => done),
  removeForEver: (env, { id }) => removeForEver(env, id).then(() => done),

  listDevices,
  renameDevice: (env, { name }) => renameDevice(env, name).then(() => done),
  recogniseDevice: (env, { id }) => recogniseDevice(env, id).then(() => done),
  retireDevice: (env, { id }) => retireDevice(env, id).then(() => done),
  rejoin: (env) => rejoin(env).then(() => done),

  getRecoverySecret: async (env) => {
    const page = await recoverySecretPage(env);
    await noteShown(env, page.services);
    return page;
  },
  getSecretKept: secretKept,
  markSecretKept: (env, { isKept }) => markSecretKept(env, isKept).then(() => done),
  askForWords,
  proveSecret,
  hushReminder: (env) => hushReminder(env).then(() => done),
  getRotation: rotationView,
  rotateSecret: (env, { root }) => rotateSecret(env, root).then(() => done),
  readRecoveryText: async (_, { text }) => {
    const { kind, urls } = readRecoveryText(text);
    return { kind, services: urls };
  },
  restoreFromRecoverySecret: async (env, { file, ...wish }) => {
    await restore(env, { ...wish, ...(file && { file: takenFile(env, file) }) });
    return done;
  },
  getRestoreProgress: restoreProgress,
  getSavedFile: savedFile,
  beginSavingFile: beginSaving,
  getSavedPiece: async (env, { id, index }) => ({ piece: await savedPiece(env, id, index) }),
  sendFilePiece: async (env, sent) => ({ id: takePiece(env, sent) }),
  mergeFile: (env, file) => mergeFile(env, takenFile(env, file)).then(() => done),

  getAbout: about,
  pageOpened: async () => done,
};
