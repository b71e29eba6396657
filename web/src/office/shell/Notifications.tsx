/** Passing notices, which no first screen has. */
import "../more.css";

export { Notifications as default } from "@mantine/notifications";
