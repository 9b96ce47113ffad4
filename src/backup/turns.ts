/** Taking turns: what two parts of one worker do at the same service happens one after the other. */

const lastByUrl = new WeakMap<object, Map<string, Promise<unknown>>>();

/** Does the work once everything begun before at this service has ended, however it ended. */
export async function inTurn<T>(owner: object, url: string, work: () => Promise<T>): Promise<T> {
  const turns = lastByUrl.get(owner) ?? new Map<string, Promise<unknown>>();
  lastByUrl.set(owner, turns);
  const mine = (turns.get(url) ?? Promise.resolve()).then(work);
  turns.set(
    url,
    mine.catch(() => {}),
  );
  return mine;
}
