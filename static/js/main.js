/** What every page gains where scripts run; without them everything still works. */
import { installCopyButtons } from "./copy-button.js";
import { installSubmitOnce } from "./submit-once.js";
import { installSwap } from "./swap.js";
import { installTagDismissal } from "./tag-dismissal.js";

installCopyButtons();
installSubmitOnce();
installSwap();
installTagDismissal();
