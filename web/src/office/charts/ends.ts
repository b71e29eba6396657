/** Where names stand that would cover each other: a line of text apart, and each as near to its own place as can be. */
const LINE = 16;

type Group = { members: number[]; middle: number };

/** Pixels from the top, in the order given; null stands nowhere. Lines that end alike go together around their mean. */
export function apart(wanted: readonly (number | null)[], top: number, bottom: number): (number | null)[] {
  const groups: Group[] = [];
  for (const index of inOrder(wanted)) {
    groups.push({ members: [index], middle: wanted[index] ?? 0 });
    while (joinLast(groups, top, bottom));
  }
  const found: (number | null)[] = wanted.map(() => null);
  for (const group of groups) group.members.forEach((index, at) => { found[index] = firstOf(group, top, bottom) + at * LINE; });
  return found;
}

/** From the top down; of two that end alike the one named first stays above. */
const inOrder = (wanted: readonly (number | null)[]) =>
  wanted.flatMap((y, index) => (y === null ? [] : [{ y, index }])).toSorted((one, other) => one.y - other.y || one.index - other.index).map(({ index }) => index);

/** The place of a group's first name, so that all of it stays inside of the chart. */
function firstOf({ members, middle }: Group, top: number, bottom: number): number {
  const height = (members.length - 1) * LINE;
  return Math.max(top, Math.min(bottom - height, middle - height / 2));
}

/** Joins the last two groups where they come too near; whether it did. */
function joinLast(groups: Group[], top: number, bottom: number): boolean {
  const [above, below] = groups.slice(-2);
  if (!above || !below || firstOf(below, top, bottom) - firstOf(above, top, bottom) >= above.members.length * LINE) return false;
  const members = [...above.members, ...below.members];
  groups.splice(-2, 2, { members, middle: (above.middle * above.members.length + below.middle * below.members.length) / members.length });
  return true;
}
