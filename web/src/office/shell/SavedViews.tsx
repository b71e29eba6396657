/** The filters that a person kept, on whichever screen; what is shown now can be kept under a name. */
import "../more.css";

import { ActionIcon, Button, CloseButton, Group, Popover, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useSession } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { IconBookmark } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { Link, useLocation } from "react-router";

import { dropView, saveView, useSavedViews } from "./savedViews";
import styles from "./views.module.css";

export default function SavedViews() {
  const t = useWords("shell");
  const [opened, { toggle, close }] = useDisclosure();
  return (
    <Popover opened={opened} onChange={(open) => (open ? undefined : close())} position="bottom-end" width={320} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" c="var(--ink)" size={40} aria-label={t("views.title")} title={t("views.title")} onClick={toggle}>
          <IconBookmark size={20} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("views.title")}><Body close={close} /></Popover.Dropdown>
    </Popover>
  );
}

function Body({ close }: { close: () => void }) {
  const t = useWords("shell");
  const { who } = useSession();
  const views = useSavedViews(who.principal);
  const { pathname, search } = useLocation();
  const [name, setName] = useState("");
  const save = (event: FormEvent) => {
    event.preventDefault();
    saveView(who.principal, name, pathname + search);
    setName("");
  };
  return (
    <Stack gap="sm">
      <Text fw={600}>{t("views.title")}</Text>
      {views.length === 0 ? <Text size="sm" c="dimmed">{t("views.none")}</Text> : (
        <ul className={styles.views}>
          {views.map((view) => (
            <li key={view.name}>
              <Link to={view.to} onClick={close}>{view.name}</Link>
              <CloseButton size="md" aria-label={t("views.drop", { name: view.name })} onClick={() => dropView(who.principal, view.name)} />
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={save}>
        <Group gap="xs" align="end" wrap="nowrap">
          <TextInput label={t("views.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={60} className={styles.name ?? ""} />
          <Button type="submit" variant="default" disabled={!name.trim()}>{t("views.save")}</Button>
        </Group>
      </form>
    </Stack>
  );
}
