/** What the playground gains where scripts run; without them its buttons do the same. */
import { installAnswers } from "./playground-answer.js";
import { installCancelling } from "./playground-cancel.js";
import { installCurlReading } from "./playground-curl.js";
import { installDrafts } from "./playground-draft.js";
import { installKeys } from "./playground-keys.js";
import { installRows } from "./playground-rows.js";

installAnswers();
installCancelling();
installCurlReading();
installDrafts();
installKeys();
installRows();
