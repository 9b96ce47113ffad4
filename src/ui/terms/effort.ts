/** How much work the reading of a text may make: counted, so that no text keeps a page busy. */

/** A text of so many characters may have each of them looked at this often; honest ones need a few looks. */
const looksPerCharacter = 64;

/** Short texts of nothing but marks may have some more. */
const free = 1_000_000;

export class Effort {
  readonly most: number;
  spent = 0;

  /** `length` in UTF-16 units, of the whole text. */
  constructor(length: number) {
    this.most = looksPerCharacter * length + free;
  }

  /** Whether so many more characters may be looked at; they are counted if so. */
  allows(characters: number): boolean {
    if (this.spent + characters > this.most) return false;
    this.spent += characters;
    return true;
  }
}
