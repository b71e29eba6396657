/** All keys at one look. Screens with keys of their own tell them on the screen. */
import "../more.css";

import { Kbd, Modal, Table } from "@mantine/core";
import { useWords } from "@shared/words/i18n";

import type { Route } from "../routes";

export default function KeysHelp({ opened, close, routes }: { opened: boolean; close: () => void; routes: readonly Route[] }) {
  const t = useWords("shell");
  const rows: [string[], string][] = [
    [["/"], t("keys.search")],
    [["?"], t("keys.help")],
    [["Esc"], t("keys.close")],
    [["Enter"], t("keys.enter")],
    ...routes.map((route): [string[], string] => [["g", route.key], t(route.name)]),
  ];
  return (
    <Modal opened={opened} onClose={close} title={t("keys.title")} size="md">
      <Table withRowBorders={false} verticalSpacing={4}>
        <Table.Tbody>
          {rows.map(([keys, what]) => (
            <Table.Tr key={keys.join(" ")}>
              <Table.Td w={120}>{keys.map((key) => <Kbd key={key} mr={4}>{key}</Kbd>)}</Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
