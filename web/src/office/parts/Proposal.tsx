/**
 * A change that two officials make: what is proposed and by whom, the second seat with its two acts, or in words
 * why whoever looks cannot take it.
 */
import { Group, Stack, Text } from "@mantine/core";
import { useSession } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";

import { ActButton, type Said } from "./ActButton";
import { usePrincipal } from "./Principal";
import { TwoSeats } from "./TwoSeats";

type Act = Parameters<typeof ActButton>[0]["act"];
type Props = {
  /** The change in words: "Another number for messages and money". */
  title: string;
  /** Who proposed it, as a principal. */
  by: string;
  at?: string | null;
  /** What it was and will be. */
  children: ReactNode;
  /** Needed for the second seat. */
  permission: string;
  approve: Act;
  refuse?: Act | undefined;
  refuseTakesReason?: boolean;
  /** Questions of the two dialogs. */
  approveTitle: string;
  refuseTitle?: string;
  danger?: boolean;
};
export type { Said };

export function Proposal(props: Props) {
  const t = useWords("proposal");
  const principal = usePrincipal();
  const { who, may } = useSession();
  const { title, by, at, children, permission, approve, refuse, refuseTakesReason = true, approveTitle, refuseTitle, danger = false } = props;
  const own = by === who.principal;
  const second = may(permission) && !own;
  const refusal = refuse ? (
    <ActButton label={own ? t("takeBack") : t("refuse")} title={refuseTitle ?? t("refuseTitle")} act={refuse} size="xs" danger
      {...(refuseTakesReason ? { reason: { label: t("reason") } } : {})} />
  ) : null;
  const action = second ? (
    <Group gap="xs" mt="xs">
      <ActButton label={t("approve")} title={approveTitle} act={approve} variant="filled" size="xs" danger={danger}>{children}</ActButton>
      {refusal}
    </Group>
  ) : (
    <Stack gap="xs" mt={4}>
      <Text size="sm" c="dimmed">{own ? t("own") : t("noRight", { permission })}</Text>
      {own && may(permission) ? refusal : null}
    </Stack>
  );
  return (
    <Stack gap="sm">
      <div><Text fw={600} component="h3">{title}</Text>{children}</div>
      <TwoSeats first={{ who: principal(by), at }} firstName={t("proposed")} second={null} secondName={t("approved")} action={action} />
    </Stack>
  );
}
