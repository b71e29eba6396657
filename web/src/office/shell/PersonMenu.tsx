/** Who is signed in, and what is one's own: the account, light and dark, the keys, signing out. */
import "../more.css";

import { Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { useSession } from "@shared/api/session";
import { useOutbox } from "@shared/offline/useOutbox";
import { useWords } from "@shared/words/i18n";
import { IconKeyboard, IconLogout, IconMoon, IconSun, IconUserCircle } from "@tabler/icons-react";
import { Link } from "react-router";

import styles from "./shell.module.css";

export default function PersonMenu({ openHelp }: { openHelp: () => void }) {
  const t = useWords("shell");
  const { who, signOut } = useSession();
  const { acts } = useOutbox();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const dark = colorScheme === "dark" || (colorScheme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  const leave = () => {
    if (acts.length === 0 || confirm(t("own.leaveWaiting", { count: acts.length }))) void signOut();
  };
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton style={{ display: "flex", alignItems: "center", gap: 8, minHeight: 40 }}>
          <IconUserCircle size={28} stroke={1.4} aria-hidden />
          <span className="only-read">{t("own.menu")}</span>
          <span className={styles.who}>{who.name ?? who.number}<br /><span className={styles.role}>{who.roles.map((role) => t(`roles.${role}`)).join(", ")}</span></span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{who.number} · {who.name}</Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={18} aria-hidden />}>{t("nav.account")}</Menu.Item>
        <Menu.Item leftSection={dark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />} onClick={() => setColorScheme(dark ? "light" : "dark")}>
          {dark ? t("own.light") : t("own.dark")}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={18} aria-hidden />} rightSection="?" onClick={openHelp}>{t("keys.title")}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={leave}>{t("own.leave")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
