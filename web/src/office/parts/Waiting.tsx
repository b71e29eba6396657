/** A place of the right size while something is on its way. */
import { Skeleton, Stack } from "@mantine/core";
import { useWords } from "@shared/words/i18n";

export function Waiting({ rows = 4, height = 28 }: { rows?: number; height?: number }) {
  const t = useWords("parts");
  return (
    <Stack gap="xs" aria-busy="true" role="status" aria-label={t("loading")}>
      {Array.from({ length: rows }, (_, row) => <Skeleton key={row} height={height} radius="sm" />)}
    </Stack>
  );
}
