/** An empty list says why it is empty and what one could do. */
import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

export function Empty({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <Stack align="flex-start" gap={4} py="lg">
      <Text fw={600}>{title}</Text>
      {text ? <Text c="dimmed">{text}</Text> : null}
      {children}
    </Stack>
  );
}
