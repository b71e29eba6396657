/** Each kind of message has a name in both languages, and no name is of a kind that there is not. */
import { expect, test } from "vitest";

import { MESSAGE_KINDS } from "@office/parts/message/kinds";
import english from "@office/parts/message/words.en.json";
import swahili from "@office/parts/message/words.sw.json";

test.each([["en", english], ["sw", swahili]])("the filter and the table name all kinds in %s, each in its own words", (_language, words) => {
  expect(Object.keys(words.kinds).toSorted()).toEqual(MESSAGE_KINDS.toSorted());
  expect(new Set(Object.values(words.kinds)).size).toBe(MESSAGE_KINDS.length);
});
