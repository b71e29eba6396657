/** What an official is, and the centres of a clerk. */
import { Checkbox, MultiSelect, Stack } from "@mantine/core";
import { api, type Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";

export const ROLES = ["clerk", "manager", "treasurer", "admin", "auditor"] as const;
export type Role = Schemas["Roles"]["roles"][number];
export const isRole = (word: string): word is Role => ROLES.some((one) => one === word);

type Props = { roles: Role[]; centres: string[]; change: (part: { roles?: Role[]; centres?: string[] }) => void; error?: string | undefined };

export function RoleFields({ roles, centres, change, error }: Props) {
  const t = useWords("settings");
  const { data } = api.useQuery("get", "/api/v1/centres");
  return (
    <>
      <Checkbox.Group label={t("roles")} description={t("rolesText")} value={roles} error={error} onChange={(chosen) => change({ roles: chosen.filter(isRole) })}>
        <Stack gap="xs" mt="xs">{ROLES.map((role) => <Checkbox key={role} value={role} label={t(`roleNames.${role}`)} description={t(`roleText.${role}`)} />)}</Stack>
      </Checkbox.Group>
      {roles.includes("clerk") ? (
        <MultiSelect label={t("atCentres")} description={t("atCentresText")} placeholder={centres.length === 0 ? t("everyCentre") : ""} value={centres} onChange={(chosen) => change({ centres: chosen })}
          data={(data?.items ?? []).map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))} />
      ) : null}
    </>
  );
}
