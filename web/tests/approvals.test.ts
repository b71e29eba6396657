/** What waits for a second official has a name in both languages and a place where it is decided. */
import { expect, test } from "vitest";

import { APPROVALS } from "@office/features/home/approvals";
import english from "@office/features/home/words.en.json";
import swahili from "@office/features/home/words.sw.json";

test.each([["en", english], ["sw", swahili]])("each kind that waits is named in %s", (_language, words) => {
  expect(Object.keys(words.work.approve).toSorted()).toEqual(Object.keys(APPROVALS).toSorted());
});
