/** These questions can be asked for a file too; the screen asks for the list. */
export const listOf = <Line>(answer: string | { items: Line[] }): { items: Line[] } => (typeof answer === "string" ? { items: [] } : answer);
