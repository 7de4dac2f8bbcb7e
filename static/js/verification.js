/** What the pages of the verification gain where scripts run; without them a reload does the same. */
import { installPolling } from "./live-progress.js";
import { installUnfolding } from "./unfold.js";

installPolling();
installUnfolding();
