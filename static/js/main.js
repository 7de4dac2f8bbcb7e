/** What pages gain where scripts run; without them everything still works. */
import { installCopyButtons } from "./copy-button.js";
import { installFileDrop } from "./drop-file.js";
import { installLiveFilter } from "./live-filter.js";
import { installLiveLint } from "./live-lint.js";
import { installSubmitOnce } from "./submit-once.js";
import { installSwap } from "./swap.js";
import { installTagDismissal } from "./tag-dismissal.js";

installCopyButtons();
installFileDrop();
installLiveFilter();
installLiveLint();
installSubmitOnce();
installSwap();
installTagDismissal();
